import type { RefObject } from 'react';
import { SavePngButton } from './SavePngButton.js';
import { saveImage } from './save-image.js';

interface Props {
  place: RefObject<HTMLDivElement | null>;
  label: string;
}

/** Saves the chart in `place` as a PNG. */
export function SaveImageButton({ place, label }: Props) {
  const save = async (fileName: string, background: string) => {
    const svg = place.current?.querySelector('svg');
    if (svg) await saveImage(svg, fileName, background);
  };
  return <SavePngButton label={label} save={save} isOver />;
}
