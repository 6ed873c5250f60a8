import readSheets from 'read-excel-file/universal';
import { UnusableSpend } from '../spend/spend-error.js';
import { MOST_CELLS, TOO_LARGE, TOO_MANY, checkBounds, unreadable } from './check-bounds.js';
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

/** Of all cells: one text may stand in every one. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * The sheets of an .xlsx workbook. It may take any time and memory to do that: only for a process that nobody waits for.
 * @throws UnusableSpend with a sentence that says what to change
 */
export async function parseWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  // A copy of its own: the pool that a small Buffer lies in is no part of the file.
  const own = Uint8Array.from(bytes).buffer;
  await checkBounds(Buffer.from(own));
  const sheets = await readSheets(own, { parseNumber: (text) => new NumberCell(text) }).catch(
    (error: unknown) => {
      throw unreadable(KNOWN.test(nameOf(error)) ? (error as Error).message : 'it is damaged');
    },
  );
  const room = { cells: MOST_CELLS, characters: MOST_CHARACTERS };
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data.flatMap((cells, at) => {
      const row = rowOf(cells as Cell[], at + 1);
      if (row.cells.every((cell) => cell === '')) return [];
      take(room, row);
      return [row];
    }),
  }));
}

function take(room: { cells: number; characters: number }, { cells }: SheetRow): void {
  room.cells -= cells.length;
  room.characters -= cells.reduce((sum, { length }) => sum + length, 0);
  if (room.cells < 0) throw new UnusableSpend(TOO_MANY);
  if (room.characters < 0) throw new UnusableSpend(TOO_LARGE);
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
