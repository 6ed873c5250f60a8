/** One row of a file, counted in the file from 1; `file` names it within an archive of several. */
export type ReadRow = { line: number; file?: string } &
  /** `isTexts`: of a format that knows texts alone, in which an empty one is how nothing is written. */
  (
    | { row: Record<string, unknown>; isTexts?: true }
    /** What stands there is not a row. */
    | { reason: string }
  );

/** The file as a whole cannot be used; the message is one sentence for a person. */
export class UnusableFile extends Error {}

/** JSON text of one row. */
export function parseRow(line: number, text: string): ReadRow {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) {
      return { line, row: row as Record<string, unknown> };
    }
    return { line, reason: 'the line is not a JSON object' };
  } catch {
    return { line, reason: 'the line is not valid JSON' };
  }
}
