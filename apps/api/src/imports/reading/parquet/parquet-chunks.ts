import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type FileHandle, open } from 'node:fs/promises';
import { MAX_LINE_BYTES } from '../read-lines.js';
import { type ReadRow, UnusableFile } from '../read-row.js';

/** Unpacked bytes that are turned into rows at once, about. */
const SLICE_BYTES = 16 * 1024 ** 2;
const MAX_SLICE_ROWS = 10_000;
/** The packed columns of a row group are in memory together. */
const MAX_GROUP_BYTES = 512 * 1024 ** 2;
/** Rows are handed over in pieces of about this size, as JSON, so that whoever takes them has time for others in between. */
const CHUNK_BYTES = 512 * 1024;

export interface ParquetChunk {
  rows: ReadRow[];
  /** Of all rows of the file, those that have come with this chunk; 0..1. */
  share: number;
}

/**
 * The columns of a Parquet file, then its rows, some at a time. It decodes what the file claims, on this thread: read-parquet.ts
 * has it done elsewhere.
 * @throws UnusableFile
 */
export async function* parquetChunks(path: string): AsyncGenerator<{ columns: string[] } | ParquetChunk> {
  const file = await open(path);
  try {
    const buffer = bufferOf(file, (await file.stat()).size);
    const metadata = await parquetMetadataAsync(buffer).catch(refuse);
    yield { columns: columnsOf(metadata) };
    const total = Number(metadata.num_rows);
    let line = 0;
    for (const [rowStart, rowEnd] of slicesOf(metadata)) {
      const rows = await readSlice(buffer, metadata, rowStart, rowEnd).catch(refuse);
      for (const chunk of inChunks(rows, line)) yield { rows: chunk, share: chunk.at(-1)!.line / total };
      line += rows.length;
    }
  } finally {
    await file.close();
  }
}

/** @throws UnusableFile */
function columnsOf(metadata: FileMetaData): string[] {
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  if (names.join('').length <= MAX_LINE_BYTES) return names;
  throw new UnusableFile('The Parquet file cannot be read: the names of its columns are too long together.');
}

/** @throws what the file is refused for */
async function readSlice(file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number) {
  let came = rowStart;
  const onPage = (page: { rowEnd: number }) => void (came = Math.max(came, page.rowEnd));
  const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd, onPage });
  // Of rows that are claimed alone it makes empty ones.
  if (came < rowEnd) throw new Error('it has fewer rows than it says');
  return rows;
}

/** Bytes past the end of the file are none. */
function bufferOf(file: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start));
      await file.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
}

/** Ranges of rows, each within one row group: whole groups where they are small. */
function* slicesOf({ row_groups }: FileMetaData): Generator<[from: number, to: number]> {
  let start = 0;
  for (const group of row_groups) {
    const rows = Number(group.num_rows);
    checkGroup(group);
    const perRow = Math.max(1, Number(group.total_byte_size) / Math.max(1, rows));
    const step = Math.max(100, Math.min(MAX_SLICE_ROWS, Math.floor(SLICE_BYTES / perRow)));
    for (let at = 0; at < rows; at += step) yield [start + at, start + Math.min(rows, at + step)];
    start += rows;
  }
}

function checkGroup({ columns }: FileMetaData['row_groups'][number]): void {
  const packed = columns.reduce(
    (sum, { meta_data }) => sum + Number(meta_data?.total_compressed_size ?? 0),
    0,
  );
  if (packed <= MAX_GROUP_BYTES) return;
  throw new UnusableFile(
    `A row group of the Parquet file is larger than ${MAX_GROUP_BYTES / 1024 ** 2} MiB; write it with smaller row groups.`,
  );
}

/** @param before rows of the file that came earlier */
function* inChunks(rows: Record<string, unknown>[], before: number): Generator<ReadRow[]> {
  let chunk: ReadRow[] = [];
  let bytes = 0;
  for (const [at, values] of rows.entries()) {
    const line = before + at + 1;
    const read = readValues(values);
    chunk.push(read ? { line, row: read.row } : { line, reason: TOO_LONG });
    bytes += read?.bytes ?? 0;
    if (bytes < CHUNK_BYTES) continue;
    yield chunk;
    [chunk, bytes] = [[], 0];
  }
  if (chunk.length > 0) yield chunk;
}

const TOO_LONG = `the row is longer than ${MAX_LINE_BYTES} bytes`;

/** Null where the row is too long, or too deep, to be an event. */
function readValues(values: Record<string, unknown>) {
  try {
    const row = plainRow(values);
    const bytes = Buffer.byteLength(JSON.stringify(row));
    return bytes > MAX_LINE_BYTES ? null : { row, bytes };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

/** As JSON could say it: instants as ISO 8601, 64-bit numbers as text where they are beyond doubles, bytes as hex. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  return Array.isArray(value) ? value.map(plain) : plainRow(value as Record<string, unknown>);
}

function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new UnusableFile(`The Parquet file cannot be read: ${reason.slice(0, 300)}.`);
}
