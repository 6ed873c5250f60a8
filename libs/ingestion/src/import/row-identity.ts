import { createHash } from 'node:crypto';
import { jsonText } from '../text/json-text.js';

export interface RowPlace {
  /** Line of the file, counted from 1. */
  line: number;
  /** Name within an archive of several files. */
  file?: string;
}

/** Message id of a row that has none: its content plus where it stands, so the same file again changes nothing. */
export function rowIdentity(row: Record<string, unknown>, { line, file }: RowPlace): string {
  const place = file === undefined ? `${line}` : `${file}\n${line}`;
  return digestOf(`${place}\n${jsonText(row)}`);
}

/** Message id out of what another tool takes for the identity of an event. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
