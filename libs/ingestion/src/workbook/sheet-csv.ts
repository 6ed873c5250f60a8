import { csvOfTexts } from '@groundswell/contracts';
import { UnusableSpend } from '../spend/spend-error.js';
import type { Sheet } from './parse-workbook.js';

/**
 * The only sheet of a workbook with something in it as CSV, for readers of plain tables. A row stands on the line that Excel
 * numbers it by. @throws UnusableSpend
 */
export function sheetCsv(sheets: Sheet[]): string {
  const [sheet, ...others] = sheets.filter(({ rows }) => rows.length > 0);
  if (sheet === undefined) throw new UnusableSpend('This workbook has no sheet with cells.');
  if (others.length > 0) {
    const names = [sheet, ...others].map(({ name }) => name).join(', ');
    throw new UnusableSpend(
      `Several sheets of this workbook have cells (${names.slice(0, 200)}). Keep the one that is to be imported.`,
    );
  }
  const lines: string[][] = [];
  for (const { cells, line } of sheet.rows) lines[line - 1] = cells.map((cell) => cell.replace(/\s+/g, ' '));
  return csvOfTexts(Array.from(lines, (cells) => cells ?? []));
}
