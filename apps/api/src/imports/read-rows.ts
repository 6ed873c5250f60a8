import { parse, type CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable, type Transform, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ImportFormat } from './import.dto.js';
import { MAX_LINE_BYTES, readLines } from './read-lines.js';

export type ReadRow =
  | { line: number; row: Record<string, unknown> }
  /** A line that is not a row. */
  | { line: number; reason: string };

/** The file as a whole cannot be used; the message is one sentence for a person. */
export class UnusableFile extends Error {}

export interface RowSource {
  path: string;
  /** As named by the client; otherwise told from name and first byte. */
  format?: ImportFormat;
  contentType: string;
  fileName: string;
  /** Told the header of a CSV file before its first row; may throw UnusableFile. */
  onHeader(columns: string[]): void;
}

/**
 * Reads rows one at a time in bounded memory, whatever the file's size; gzip is unpacked.
 * @throws UnusableFile
 */
export async function* readRows(source: RowSource): AsyncGenerator<ReadRow> {
  const unpacked = await openUnpacked(source.path);
  const { first, bytes } = await peek(unpacked);
  const format = source.format ?? formatOf(source, first);
  try {
    yield* format === 'csv' ? readCsv(bytes, source) : readNdjson(bytes);
  } catch (error) {
    throw asUnusable(error);
  } finally {
    unpacked.destroy();
  }
}

async function openUnpacked(path: string): Promise<Readable> {
  const file = await open(path);
  const magic = Buffer.alloc(2);
  await file.read(magic, 0, 2, 0).finally(() => file.close());
  const raw = createReadStream(path, { highWaterMark: 256 * 1024 });
  return magic[0] === 0x1f && magic[1] === 0x8b ? connect(raw, createGunzip()) : raw;
}

/** An error of either destroys both and ends the reading of `to` with it. */
function connect(from: Readable, to: Transform): Transform {
  return pipeline(from, to, () => undefined);
}

/** The first byte that is not white space, and the stream as if it had not been looked at. */
async function peek(stream: Readable): Promise<{ first: string; bytes: AsyncIterable<Buffer> }> {
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const head = await iterator.next().catch((error) => Promise.reject(asUnusable(error)));
  const first = head.done ? '' : (head.value.toString('latin1').replace(/^ï»¿/, '').trimStart()[0] ?? '');
  async function* all(): AsyncGenerator<Buffer> {
    if (!head.done) yield head.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { first, bytes: all() };
}

function formatOf({ contentType, fileName }: RowSource, first: string): ImportFormat {
  const name = fileName.toLowerCase().replace(/\.gz$/, '');
  if (contentType.includes('csv') || name.endsWith('.csv')) return 'csv';
  if (/ndjson|jsonl|json/.test(contentType) || /\.(ndjson|jsonl|json)$/.test(name)) return 'ndjson';
  return first === '{' || first === '[' ? 'ndjson' : 'csv';
}

async function* readNdjson(bytes: AsyncIterable<Buffer>): AsyncGenerator<ReadRow> {
  for await (const { line, text } of readLines(bytes)) {
    if (text === null) {
      yield { line, reason: `the line is longer than ${MAX_LINE_BYTES} bytes` };
      continue;
    }
    if (text.trim() === '') continue;
    if (line === 1 && text.trimStart().startsWith('[')) {
      throw new UnusableFile('The file is one JSON array; send one JSON object per line instead.');
    }
    yield parseLine(line, text);
  }
}

function parseLine(line: number, text: string): ReadRow {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) {
      return { line, row: row as Record<string, unknown> };
    }
    return { line, reason: 'the line is not a JSON object' };
  } catch {
    return { line, reason: 'the line is not valid JSON' };
  }
}

async function* readCsv(bytes: AsyncIterable<Buffer>, source: RowSource): AsyncGenerator<ReadRow> {
  const skipped: ReadRow[] = [];
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_LINE_BYTES,
    columns(header: string[]) {
      source.onHeader(header);
      return header;
    },
    on_skip(error?: CsvError) {
      skipped.push({ line: lineOf(error), reason: csvReason(error) });
      return undefined;
    },
  });
  const rows: AsyncIterable<CsvRecord> = connect(Readable.from(bytes, { objectMode: false }), parser);
  for await (const { record, info } of rows) {
    yield* skipped.splice(0);
    yield { line: info.lines, row: record };
  }
  yield* skipped.splice(0);
}

interface CsvRecord {
  record: Record<string, string>;
  info: { lines: number };
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

function asUnusable(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code.startsWith('Z_')) return new UnusableFile('The gzip data is damaged or ends too early.');
  if (code.startsWith('CSV_'))
    return new UnusableFile(`The CSV cannot be read: ${(error as Error).message}.`);
  return error;
}
