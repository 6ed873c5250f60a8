import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type FileHandle, open } from 'node:fs/promises';
import { type ReadRow, UnusableFile } from './read-row.js';

/** Unpacked bytes that are turned into rows at once, about. */
const SLICE_BYTES = 16 * 1024 ** 2;
const MAX_SLICE_ROWS = 10_000;
/** The packed columns of a row group are in memory together. */
const MAX_GROUP_BYTES = 512 * 1024 ** 2;

/**
 * Rows of a Parquet file, a few thousand at a time.
 * @param onRead told the share of the rows that were read, 0..1
 * @throws UnusableFile
 */
export async function* readParquet(
  path: string,
  onHeader: (columns: string[]) => void,
  onRead: (share: number) => void,
): AsyncGenerator<ReadRow> {
  const file = await open(path);
  try {
    const buffer = bufferOf(file, (await file.stat()).size);
    const metadata = await parquetMetadataAsync(buffer).catch(refuse);
    onHeader(parquetSchema(metadata).children.map(({ element }) => element.name));
    const total = Number(metadata.num_rows);
    let line = 0;
    for (const [rowStart, rowEnd] of slicesOf(metadata)) {
      const rows = await parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd }).catch(
        refuse,
      );
      for (const row of rows) yield { line: ++line, row: plainRow(row) };
      onRead(line / total);
    }
  } finally {
    await file.close();
  }
}

function bufferOf(file: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new Uint8Array(Math.max(0, end - start));
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
  throw new UnusableFile(`The Parquet file cannot be read: ${reason}.`);
}
