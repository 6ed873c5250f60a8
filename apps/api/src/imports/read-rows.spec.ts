import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ReadRow, UnusableFile, readRows } from './read-rows.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-rows-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, options: { contentType?: string; fileName?: string } = {}) {
  const path = join(folder, 'upload');
  await writeFile(path, content);
  const headers: string[][] = [];
  const rows: ReadRow[] = [];
  const { contentType = '', fileName = 'upload' } = options;
  const source = { path, contentType, fileName, onHeader: (columns: string[]) => void headers.push(columns) };
  for await (const row of readRows(source)) rows.push(row);
  return { rows, headers };
}

describe('readRows', () => {
  it('reads NDJSON with blank lines, CRLF, a BOM and no last newline', async () => {
    const { rows } = await read('\uFEFF{"a":1}\r\n\r\n{"a":"ü"}', { contentType: 'application/x-ndjson' });
    expect(rows).toEqual([
      { line: 1, row: { a: 1 } },
      { line: 3, row: { a: 'ü' } },
    ]);
  });

  it('counts lines that are not objects, with their numbers', async () => {
    const { rows } = await read('{"a":1}\n{"a":\n[1]\n"x"\n{"a":2}\n');
    expect(rows.map(({ line, ...rest }) => [line, 'reason' in rest ? rest.reason : 'row'])).toEqual([
      [1, 'row'],
      [2, 'the line is not valid JSON'],
      [3, 'the line is not a JSON object'],
      [4, 'the line is not a JSON object'],
      [5, 'row'],
    ]);
  });

  it('refuses a JSON array by name', async () => {
    await expect(read('[{"a":1}]', { fileName: 'x.json' })).rejects.toThrow(/one JSON object per line/);
  });

  it('lets a line of several megabytes go without its neighbours', async () => {
    const { rows } = await read(`{"a":1}\n{"a":"${'x'.repeat(3_000_000)}"}\n{"a":2}\n`);
    expect(rows.map((row) => ('reason' in row ? row.reason : row.row.a))).toEqual([
      1,
      'the line is longer than 1048576 bytes',
      2,
    ]);
  });

  it('reads CSV with quotes and newlines inside, and counts rows of the wrong width', async () => {
    const { rows, headers } = await read('\uFEFFid,text\n1,"a\nb"\n2\n3,c\n', { contentType: 'text/csv' });
    expect(headers).toEqual([['id', 'text']]);
    // A skipped row may come before rows that were read with it.
    expect(rows.sort((a, b) => a.line - b.line)).toEqual([
      { line: 3, row: { id: '1', text: 'a\nb' } },
      { line: 4, reason: 'the row does not have as many columns as the header' },
      { line: 5, row: { id: '3', text: 'c' } },
    ]);
  });

  it('unpacks gzip whatever its name, and tells CSV from NDJSON by the first byte', async () => {
    expect((await read(gzipSync('id\n7\n'))).rows).toEqual([{ line: 2, row: { id: '7' } }]);
    expect((await read(gzipSync('{"id":7}\n'))).rows).toEqual([{ line: 1, row: { id: 7 } }]);
  });

  it('says so when gzip ends too early', async () => {
    const packed = gzipSync(Buffer.from('{"id":7}\n'.repeat(100_000)));
    await expect(read(packed.subarray(0, packed.length - 20))).rejects.toThrow(/gzip data is damaged/);
  });

  it('ends with the error of the header check', async () => {
    const path = join(folder, 'headed');
    await writeFile(path, 'id\n1\n');
    const onHeader = () => {
      throw new UnusableFile('no such column');
    };
    const reading = async () => {
      for await (const row of readRows({ path, contentType: 'text/csv', fileName: '', onHeader })) void row;
    };
    await expect(reading()).rejects.toThrow('no such column');
  });

  it('reads an empty file as no rows', async () => {
    expect((await read('')).rows).toEqual([]);
  });
});
