import readSheets from 'read-excel-file/universal';
import { checkBounds, unreadable } from './check-bounds.js';
import { plainNumber } from './plain-number.js';

/** A row of a sheet as text, so that it is read as one of a CSV file is. */
export interface SheetRow {
  /** Trimmed; a date is its day as `YYYY-MM-DD`, a number has a decimal point and no exponent. */
  cells: string[];
  /** As Excel numbers it, from 1. */
  line: number;
  /** Which of the cells are numbers, not text: their point is one. */
  numbers: number[];
}

export interface Sheet {
  name: string;
  /** Those that are not empty. */
  rows: SheetRow[];
}

/** An .xlsx workbook, or another zip. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** The sheets of an .xlsx workbook, within bounds. @throws UnusableSpend with a sentence that says what to change */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  // A copy of its own: the pool that a small Buffer lies in is no part of the file.
  const own = Uint8Array.from(bytes).buffer;
  await checkBounds(Buffer.from(own));
  const sheets = await readSheets(own, { parseNumber: (text) => new NumberCell(text) }).catch(
    (error: unknown) => {
      throw unreadable(KNOWN.test(nameOf(error)) ? (error as Error).message : 'it is damaged');
    },
  );
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data
      .map((cells, at) => rowOf(cells as Cell[], at + 1))
      .filter(({ cells }) => cells.some((cell) => cell !== '')),
  }));
}

/** Faults that the reader says in words of its own. */
const KNOWN = /^Invalid(?:Input|Spreadsheet)Error$/;
const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');

/** A number with every digit that the file has: ids are longer than what a float keeps. */
class NumberCell {
  constructor(readonly text: string) {}
}
type Cell = string | number | boolean | Date | NumberCell | null;

function rowOf(cells: readonly Cell[], line: number): SheetRow {
  const numbers = cells.flatMap((cell, at) => (cell instanceof NumberCell ? [at] : []));
  return { cells: cells.map(textOf), line, numbers };
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof NumberCell) return plainNumber(cell.text);
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell).trim();
}
