import { type CsvError, parse } from 'csv-parse';
import { Readable, pipeline } from 'node:stream';
import { delimiterOf } from './delimiter-of.js';
import { MAX_LINE_BYTES } from './read-lines.js';
import { type ReadRow, UnusableFile } from './read-row.js';

/** More is no row but a quotation mark that nobody closed; up to it rows that are too long are let go one by one. */
const MAX_RECORD_BYTES = 16 * MAX_LINE_BYTES;

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/**
 * In the order of their lines, always the same: whoever goes on with a file steps over as many as were read.
 * @param head the first bytes as text; @param onHeader told the columns before the first row, may throw
 * @throws UnusableFile where a row has no end
 */
export async function* readCsv(
  bytes: AsyncIterable<Buffer>,
  head: string,
  onHeader: (columns: string[]) => void,
): AsyncGenerator<ReadRow> {
  const skipped: SkippedRow[] = [];
  let columns: string[] | undefined;
  for await (const { record, info } of recordsOf(bytes, delimiterOf(head), skipped)) {
    // The parser is ahead of us.
    while (skipped[0] && skipped[0].line < info.lines) yield skipped.shift()!;
    if (columns) yield rowOf(columns, record, info.lines);
    else if (!saysDelimiter(record)) onHeader((columns = record));
  }
  yield* skipped;
}

type SkippedRow = ReadRow & { reason: string };

function recordsOf(
  bytes: AsyncIterable<Buffer>,
  delimiter: string,
  skipped: SkippedRow[],
): AsyncIterable<CsvRecord> {
  // Line ends within quotes are counted, too: a row without an end begins behind the last one that had one.
  let lastLine = 0;
  const parser = parse({
    bom: true,
    info: true,
    delimiter,
    // Tab-separated files seldom quote, and hold quotes as they are.
    relax_quotes: delimiter === '\t',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record(record: string[], { lines }) {
      lastLine = lines;
      return record;
    },
    on_skip(error?: CsvError) {
      // The parser does not find its way on from there: it would drop good rows.
      if (error?.code === 'CSV_MAX_RECORD_SIZE') throw new UnusableFile(endless(lastLine));
      skipped.push({ line: lineOf(error), reason: csvReason(error) });
      return undefined;
    },
  });
  return pipeline(Readable.from(bytes, { objectMode: false }), parser, () => undefined);
}

/** Excel's first line where it is `sep=;`, which is no row. */
function saysDelimiter([first = '', ...rest]: string[]): boolean {
  return /^sep=$/i.test(first) && rest.length === 1 && rest[0] === '';
}

function rowOf(columns: string[], cells: string[], line: number): ReadRow {
  if (isTooLong(cells)) return { line, reason: `the row is longer than ${MAX_LINE_BYTES} bytes` };
  // Separators behind the last cell are more cells, with nothing in them.
  const isWide = cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== '');
  if (isWide || cells.length < columns.length) return { line, reason: UNEVEN };
  const row: Record<string, string> = {};
  columns.forEach((column, at) => (row[column] = cells[at]!));
  return { line, row, isTexts: true };
}

/** In UTF-8, where a character takes three bytes of a JavaScript one at most. */
function isTooLong(cells: string[]): boolean {
  const most = 3 * cells.reduce((sum, cell) => sum + cell.length, 0);
  return most > MAX_LINE_BYTES && Buffer.byteLength(cells.join('')) > MAX_LINE_BYTES;
}

const endless = (line: number) =>
  `The CSV cannot be read behind line ${line}: a row there has more than ${MAX_RECORD_BYTES} bytes. Look for a quotation mark that is not closed.`;

const UNEVEN = 'the row does not have as many columns as the header';

function lineOf(error?: CsvError): number {
  const { lines } = (error ?? {}) as { lines?: unknown };
  return typeof lines === 'number' ? lines : 0;
}

function csvReason(error?: CsvError): string {
  return `the row is not valid CSV: ${error?.message ?? 'it cannot be read'}`;
}
