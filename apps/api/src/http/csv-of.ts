import { disarmed } from '@groundswell/contracts';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';

/**
 * RFC 4180, a line for each row. Texts are disarmed: they hold whatever clients sent.
 * @param isHeaded false for what continues a file
 */
export function csvOf(rows: readonly object[], columns: readonly string[], isHeaded = true): string {
  return stringify([...rows], {
    header: isHeaded,
    columns: [...columns],
    record_delimiter: 'windows',
    cast: { boolean: String, string: disarmed },
  });
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
