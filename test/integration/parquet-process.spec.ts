import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readParquet } from '@groundswell/api';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Each byte of two copies 64 KiB past the end of the block, which takes the decoder many seconds. */
const SLOW = Buffer.from(`28b52ffd00484cf00800ff001054000034${'ff'.repeat(73_216)}01`, 'hex');
/** 1.25 GiB of one byte, in blocks of 128 KiB. */
const LARGE = Buffer.from(`28b52ffd0058${'02001041'.repeat(10_000)}03001041`, 'hex');
const LIMITS = { mib: 2048, ms: 60_000 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-parquet-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One column of one page. @param zstd what its values are said to be packed as */
async function fileOf(name: string, values: string[], zstd?: Buffer): Promise<string> {
  const columnData = [{ name: 'event', data: values }];
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData }),
    codec: zstd ? 'ZSTD' : 'SNAPPY',
    compressors: { ZSTD: () => zstd ?? Buffer.alloc(0) },
  });
  await file.write({ columnData });
  await file.finish();
  const path = join(folder, name);
  await writeFile(path, new Uint8Array(writer.getBuffer()));
  return path;
}

async function read(
  path: string,
  { limits = LIMITS, signal = new AbortController().signal, onHeader = () => {} } = {},
) {
  const rows: unknown[] = [];
  const shares: number[] = [];
  for await (const row of readParquet(path, onHeader, (share) => shares.push(share), signal, limits)) {
    rows.push('row' in row ? row.row.event : row.reason);
  }
  return { rows, share: shares.at(-1) };
}

describe('a Parquet file in a process of its own', () => {
  it('gives its rows, piece after piece', async () => {
    const values = Array.from({ length: 3_000 }, (_, n) => `${n} `.padEnd(500, 'x'));
    expect(await read(await fileOf('good', values))).toEqual({ rows: values, share: 1 });
  });

  it('is given up where it takes too long, and others run meanwhile', async () => {
    const path = await fileOf('slow', ['a', 'b'], SLOW);
    let turns = 0;
    const others = setInterval(() => turns++, 10);
    const refused = await read(path, { limits: { ...LIMITS, ms: 2_000 } }).catch(
      (error: Error) => error.message,
    );
    clearInterval(others);
    expect(refused).toMatch(/takes too long/);
    expect(turns).toBeGreaterThan(20);
  });

  it('is given up where it takes too much memory', async () => {
    const path = await fileOf('large', ['a', 'b'], LARGE);
    await expect(read(path, { limits: { ...LIMITS, mib: 400 } })).rejects.toThrow(/takes too much memory/);
  });

  it('lets go of its process and of its turn when nobody wants it any more', async () => {
    const slow = await fileOf('slow', ['a', 'b'], SLOW);
    const stop = new AbortController();
    let headers = 0;
    const allBegun = new Promise<void>((resolve) => {
      const onHeader = () => void (++headers === 3 && resolve());
      const readings = [1, 2, 3, 4, 5].map(() => read(slow, { signal: stop.signal, onHeader }));
      void Promise.allSettled(readings);
    });
    const next = read(await fileOf('good', ['a']));
    await allBegun;
    stop.abort();
    expect(await next).toEqual({ rows: ['a'], share: 1 });
  });
});
