import { csvLines } from '@groundswell/contracts';
import { StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';

/**
 * A line for each row, of its `columns` alone.
 * @param isHeaded false for what continues a file
 */
export function csvOf(rows: readonly object[], columns: readonly string[], isHeaded = true): string {
  const lines = rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column]));
  return csvLines(isHeaded ? [columns, ...lines] : lines);
}

/**
 * A file that is made while it is sent, at the pace of the client. A failure after the start cuts the connection, as a file
 * that ends too early must not look whole.
 */
export function csvFile(parts: AsyncIterable<string>, name: string): StreamableFile {
  return new StreamableFile(Readable.from(parts, { highWaterMark: 1 }), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}
