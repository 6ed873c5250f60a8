import { type CsvError, parse } from 'csv-parse';
import { Readable, pipeline } from 'node:stream';
import { delimiterOf } from './delimiter-of.js';
import { MAX_LINE_BYTES } from './read-lines.js';
import type { ReadRow } from './read-row.js';

interface CsvRecord {
  record: Record<string, string>;
  info: { lines: number };
}

/** @param head the first bytes as text; @param onHeader told the columns before the first row, may throw */
export async function* readCsv(
  bytes: AsyncIterable<Buffer>,
  head: string,
  onHeader: (columns: string[]) => void,
): AsyncGenerator<ReadRow> {
  const skipped: ReadRow[] = [];
  const delimiter = delimiterOf(head);
  const parser = parse({
    bom: true,
    info: true,
    delimiter,
    // Tab-separated files seldom quote, and hold quotes as they are.
    relax_quotes: delimiter === '\t',
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_LINE_BYTES,
    columns(header: string[]) {
      onHeader(header);
      return header;
    },
    on_skip(error?: CsvError) {
      skipped.push({ line: lineOf(error), reason: csvReason(error) });
      return undefined;
    },
  });
  const source = Readable.from(bytes, { objectMode: false });
  const rows: AsyncIterable<CsvRecord> = pipeline(source, parser, () => undefined);
  for await (const { record, info } of rows) {
    yield* skipped.splice(0);
    yield { line: info.lines, row: record, isTexts: true };
  }
  yield* skipped.splice(0);
}

function lineOf(error?: CsvError): number {
  const { lines } = (error ?? {}) as { lines?: unknown };
  return typeof lines === 'number' ? lines : 0;
}

function csvReason(error?: CsvError): string {
  if (error?.code === 'CSV_RECORD_INCONSISTENT_COLUMNS')
    return 'the row does not have as many columns as the header';
  if (error?.code === 'CSV_MAX_RECORD_SIZE') return `the row is longer than ${MAX_LINE_BYTES} bytes`;
  return `the row is not valid CSV: ${error?.message ?? 'it cannot be read'}`;
}
