import type { ImportMapping } from '@groundswell/ingestion';
import { UnusableFile } from './reading/read-row.js';

/** Columns that a mapping reads; constants read none. */
export function columnsOf(mapping: ImportMapping): string[] {
  const named = Object.entries(mapping).flatMap(([field, value]) => {
    if (field === 'timestampFormat') return [];
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  });
  return [...new Set(named)];
}

/** @throws UnusableFile naming the columns that the file lacks, and those that it has. */
export function checkHeader(header: string[], mapping: ImportMapping): void {
  const missing = columnsOf(mapping).filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');
  const noun = missing.length > 1 ? 'columns' : 'column';
  throw new UnusableFile(
    `The file has no ${noun} ${quoted(missing)}; it has ${quoted(header.slice(0, 50))}.`,
  );
}
