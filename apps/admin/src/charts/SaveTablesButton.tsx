import type { RefObject } from 'react';
import { SavePngButton } from './SavePngButton.js';
import { saveImage } from './save-image.js';
import { svgOfTables } from './svg-of-table.js';

interface Props {
  place: RefObject<HTMLElement | null>;
  label: string;
}

/** Saves the tables in `place`, with the bars in their cells, as a PNG. */
export function SaveTablesButton({ place, label }: Props) {
  const save = (fileName: string, background: string) => {
    const tables = place.current?.querySelectorAll('table') ?? [];
    return saveImage(svgOfTables(tables, background), fileName, background);
  };
  return <SavePngButton label={label} save={save} />;
}
