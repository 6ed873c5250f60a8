import { disarmed } from './formula-text.js';

/**
 * RFC 4180: a line that heads the columns, and one for each row. Texts are disarmed, as they hold whatever clients sent; lists
 * and objects are JSON; nothing is an empty cell.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return csvLines([columns, ...rows]);
}

/** Lines alone, to go on with a file that is begun. */
export function csvLines(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

/** The same for programs that read it back: every text is as it was, formulas too. */
export function csvOfTexts(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(disarmed(value));
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value);
}

/** An end of a line within a cell is one in either half: readers take a lone LF or CR for the end of the row. */
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
