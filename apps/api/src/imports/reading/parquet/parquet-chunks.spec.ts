import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ByteWriter, ParquetWriter, parquetWriteBuffer, schemaFromColumnData } from 'hyparquet-writer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadRow } from '../read-row.js';
import { parquetChunks } from './parquet-chunks.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-parquet-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: ArrayBuffer | Buffer) {
  const path = join(folder, 'upload');
  await writeFile(path, new Uint8Array(content));
  const headers: string[][] = [];
  const chunks: ReadRow[][] = [];
  const shares: number[] = [];
  for await (const chunk of parquetChunks(path)) {
    if ('columns' in chunk) headers.push(chunk.columns);
    else {
      chunks.push(chunk.rows);
      shares.push(chunk.share);
    }
  }
  return { headers, chunks, shares, rows: chunks.flat() };
}

describe('parquetChunks', () => {
  it('reads text, instants, numbers, JSON, nothing', async () => {
    const written = parquetWriteBuffer({
      columnData: [
        { name: 'event', data: ['a', 'b', 'c'], type: 'STRING' },
        {
          name: 'timestamp',
          data: [0, 1, 2].map((n) => new Date(Date.UTC(2024, 0, 1, n))),
          type: 'TIMESTAMP',
        },
        { name: 'count', data: [1n, 2n ** 60n, 3n], type: 'INT64' },
        { name: 'properties', data: [{ x: 1 }, null, { y: ['z'] }], type: 'JSON', nullable: true },
      ],
      rowGroupSize: 2,
    });
    const { rows, headers, shares } = await read(written);
    expect(headers).toEqual([['event', 'timestamp', 'count', 'properties']]);
    expect(rows.map((row) => 'row' in row && row.row)).toEqual([
      { event: 'a', timestamp: '2024-01-01T00:00:00.000Z', count: 1, properties: { x: 1 } },
      { event: 'b', timestamp: '2024-01-01T01:00:00.000Z', count: '1152921504606846976', properties: null },
      { event: 'c', timestamp: '2024-01-01T02:00:00.000Z', count: 3, properties: { y: ['z'] } },
    ]);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(shares.at(-1)).toBe(1);
  });

  it('hands over some rows at a time, and lets one go that is too long', async () => {
    const texts = Array.from({ length: 3_000 }, (_, n) => `${n} `.padEnd(n === 5 ? 2_000_000 : 1_000, 'x'));
    const { chunks, rows } = await read(parquetWriteBuffer({ columnData: [{ name: 'text', data: texts }] }));
    expect(chunks.length).toBeGreaterThan(3);
    expect(rows[5]).toEqual({ line: 6, reason: 'the row is longer than 1048576 bytes' });
    const others = texts.map((text, at) => ({ line: at + 1, row: { text } })).filter((_, at) => at !== 5);
    expect(rows.filter((row) => 'row' in row)).toEqual(others);
  });

  it('makes no rows of a claim to have them', async () => {
    const columnData = [{ name: 'event', data: ['a', 'b'] }];
    const writer = new ByteWriter();
    const file = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) });
    await file.write({ columnData });
    file.row_groups[0]!.num_rows = 10n ** 12n;
    await file.finish();
    await expect(read(writer.getBuffer())).rejects.toThrow(
      'The Parquet file cannot be read: it has fewer rows than it says.',
    );
  });

  it('refuses Parquet without an end', async () => {
    await expect(read(Buffer.from('PAR1 and no more'))).rejects.toThrow(/The Parquet file cannot be read/);
  });
});
