import type { ImportView } from '../../api/types.js';
import { toCsv } from '@groundswell/contracts';

/** The rejected rows that are known, as a CSV file that spreadsheets open. */
export function rejectedCsv(rows: ImportView['rejectedSample']): string {
  const lines = rows.map(({ line, file, reason }) => [file, line, reason]);
  return `\uFEFF${toCsv(['file', 'line', 'reason'], lines)}`;
}
