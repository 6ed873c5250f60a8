import type { ImportView } from '../../api/types.js';

/** The rejected rows that are known, as a CSV file that spreadsheets open. */
export function rejectedCsv(rows: ImportView['rejectedSample']): string {
  const lines = rows.map(({ line, file = '', reason }) => [file, String(line), reason].map(cell).join(','));
  return `\uFEFF${['file,line,reason', ...lines].join('\r\n')}\r\n`;
}

/** A leading sign would be taken for a formula, and reasons quote what somebody sent. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
