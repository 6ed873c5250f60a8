import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import type { Worker } from 'node:worker_threads';
import { ZipFile } from 'yazl';
import type { FileFormat } from '../import-format.js';
import { type ReadRow, UnusableFile } from './read-row.js';
import { readRows } from './read-rows.js';
import { UnpackBudget } from './unpack.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-rows-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(
  content: string | Buffer,
  options: { contentType?: string; fileName?: string; format?: FileFormat; signal?: AbortSignal } = {},
) {
  const path = join(folder, 'upload');
  await writeFile(path, content);
  const headers: string[][] = [];
  const rows: ReadRow[] = [];
  const { contentType = '', fileName = 'upload', format, signal } = options;
  const source = {
    path,
    contentType,
    fileName,
    format,
    signal,
    onHeader: (columns: string[]) => void headers.push(columns),
  };
  for await (const row of readRows(source)) rows.push(row);
  return { rows, headers };
}

function zipOf(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
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

  it.each([
    ['[{"a":1},{"a":2}]', [1, 2]],
    ['\uFEFF [\n {"a": 1},\n {"a": "]},[\\" ü"}\n]\n', [1, ']},[" ü']],
    ['[]', []],
    ['[{"a":[1,{"b":[2]}]} , 7, {"a":3}]', [[1, { b: [2] }], 'the line is not a JSON object', 3]],
  ])('reads the elements of the array %j', async (content, expected) => {
    const { rows } = await read(content, { fileName: 'x.json' });
    expect(rows.map((row) => ('reason' in row ? row.reason : row.row.a))).toEqual(expected);
    expect(rows.map(({ line }) => line)).toEqual(expected.map((_, at) => at + 1));
  });

  it('reads an array that comes in pieces, and refuses one without an end', async () => {
    const rows = Array.from({ length: 20_000 }, (_, a) => ({ a, text: 'x"],{\\' }));
    const { rows: got } = await read(JSON.stringify(rows));
    expect(got.map((row) => 'row' in row && row.row)).toEqual(rows);
    await expect(read('[{"a":1},{"a":2}')).rejects.toThrow(/ends too early/);
  });

  it('lets a line of several megabytes go without its neighbours', async () => {
    const { rows } = await read(`{"a":1}\n{"a":"${'x'.repeat(3_000_000)}"}\n{"a":2}\n`);
    expect(rows.map((row) => ('reason' in row ? row.reason : row.row.a))).toEqual([
      1,
      'the line is longer than 1048576 bytes',
      2,
    ]);
  });

  it('lets a row of CSV of several megabytes go without its neighbours, and ends at a quotation mark left open', async () => {
    const row = (text: string) => `${text},"${text.repeat(3_000_000)}"\n`;
    const csv = { fileName: 'x.csv' };
    const { rows } = await read(`id,text\n1,a\n${row('x')}2,b\n`, csv);
    expect(rows.map((one) => ('reason' in one ? one.reason : one.row.id))).toEqual([
      '1',
      'the row is longer than 1048576 bytes',
      '2',
    ]);
    const open = `id,text\n1,a\n2,"${'b\n'.repeat(10_000_000)}`;
    await expect(read(open, csv)).rejects.toThrow(
      /behind line 2: a row there has more than 16777216 bytes.*quotation mark/,
    );
  });

  it('reads CSV with quotes and newlines inside, and counts rows of the wrong width', async () => {
    const { rows, headers } = await read('\uFEFFid,text\n1,"a\nb"\n2\n3,c\n', { contentType: 'text/csv' });
    expect(headers).toEqual([['id', 'text']]);
    expect(rows).toEqual([
      { line: 3, row: { id: '1', text: 'a\nb' }, isTexts: true },
      { line: 4, reason: 'the row does not have as many columns as the header' },
      { line: 5, row: { id: '3', text: 'c' }, isTexts: true },
    ]);
  });

  it('takes cells behind the last column where nothing is in them, and Excel\u2019s word for what separates them', async () => {
    const { rows, headers } = await read('sep=;\r\nid;text\r\n1;a;;\r\n2;b;;c\r\n3;c\r\n', {
      fileName: 'x.csv',
    });
    expect(headers).toEqual([['id', 'text']]);
    expect(rows).toEqual([
      { line: 3, row: { id: '1', text: 'a' }, isTexts: true },
      { line: 4, reason: 'the row does not have as many columns as the header' },
      { line: 5, row: { id: '3', text: 'c' }, isTexts: true },
    ]);
  });

  it('reads rows that cannot be read in their place among the others, wherever the parser is', async () => {
    const lines = Array.from({ length: 30_000 }, (_, n) => (n % 7 === 3 ? `${n},x"y` : `${n},xy`));
    const { rows } = await read(`id,text\n${lines.join('\n')}\n`, { fileName: 'x.csv' });
    expect(rows.map(({ line }) => line)).toEqual(lines.map((_, at) => at + 2));
    expect(rows.filter((row) => 'reason' in row)).toHaveLength(
      lines.filter((line) => line.includes('"')).length,
    );
  });

  it('unpacks gzip whatever its name, and tells CSV from NDJSON by the first byte', async () => {
    expect((await read(gzipSync('id\n7\n'))).rows).toEqual([{ line: 2, row: { id: '7' }, isTexts: true }]);
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

  it('refuses a text in another encoding and says what to do', async () => {
    await expect(read(Buffer.from('prénom,âge\nZoé,3\n', 'latin1'))).rejects.toThrow(/Save it as UTF-8/);
  });

  it.each([',', ';', '\t', '|'])('tells the delimiter %j from the header', async (sign) => {
    const line = (...cells: string[]) => cells.join(sign);
    const { rows } = await read(`${line('id', '"a, ; |"', 'note')}\n${line('1', '2', 'x')}\n`, {
      fileName: 'x.csv',
    });
    expect(rows).toEqual([{ line: 2, row: { id: '1', 'a, ; |': '2', note: 'x' }, isTexts: true }]);
  });

  it.each(['utf16le', 'utf16be'])('reads %s with a BOM', async (encoding) => {
    const bytes = Buffer.from('\uFEFFid,text\r\n1,中文\r\n', 'utf16le');
    if (encoding === 'utf16be') bytes.swap16();
    expect((await read(bytes)).rows).toEqual([{ line: 2, row: { id: '1', text: '中文' }, isTexts: true }]);
  });

  it.each([(bytes: Buffer) => bytes, gzipSync])('reads GBK as Chinese Excel saves it (%p)', async (pack) => {
    const bytes = Buffer.from('69642ccec4d7d60d0a312cd6d0cec40d0a', 'hex');
    expect((await read(pack(bytes))).rows).toEqual([
      { line: 2, row: { id: '1', 文字: '中文' }, isTexts: true },
    ]);
  });

  it('reads long GB18030, of which chunks end within characters, of two bytes and of four', async () => {
    // 中, and 㐀 that only GB18030 has; three bytes ahead, so that characters lie across even borders.
    const line = Buffer.concat([Buffer.from('d6d0'.repeat(20) + '8139ee39', 'hex'), Buffer.from('\n')]);
    const bytes = Buffer.concat([Buffer.from('id\n'), ...Array.from({ length: 20_000 }, () => line)]);
    const { rows } = await read(bytes, { fileName: 'x.csv' });
    const texts = new Set(rows.map((row) => 'row' in row && row.row.id));
    expect([rows.length, ...texts]).toEqual([20_000, '中'.repeat(20) + '㐀']);
  });

  it('reads zstd', async () => {
    const packed = Buffer.from('KLUv/QRYkQAAeyJpZCI6N30KeyJpZCI6OH0KRIeLrQ==', 'base64');
    expect((await read(packed)).rows.map((row) => 'row' in row && row.row)).toEqual([{ id: 7 }, { id: 8 }]);
    await expect(read(packed.subarray(0, 12))).rejects.toThrow(/zstd data is damaged/);
  });

  it.each<[string, string, FileFormat | undefined, RegExp]>([
    ['in no encoding that is read', 'ff', undefined, /neither UTF-8/],
    ['that is not the Parquet it is said to be', '41', 'parquet', /not Parquet/],
  ])('ends the thread of zstd with the refusal of a text %s', async (_, byte, format, why) => {
    const thread = once(process, 'worker') as Promise<[Worker]>;
    // 5 MB of one byte, in blocks of 128 KiB.
    const packed = Buffer.from(`28b52ffd0058${`020010${byte}`.repeat(40)}030010${byte}`, 'hex');
    const refused = expect(read(packed, { format })).rejects.toThrow(why);
    const exited = thread.then(([worker]) => once(worker, 'exit'));
    await refused;
    await exited;
  });

  it('stops while a block is unpacked that takes many seconds', async () => {
    const thread = once(process, 'worker') as Promise<[Worker]>;
    const block = `4cf00800ff001054000034${'ff'.repeat(73_216)}01`;
    const stop = new AbortController();
    const stopped = expect(
      read(Buffer.from(`28b52ffd0048${block}`, 'hex'), { signal: stop.signal }),
    ).rejects.not.toBeInstanceOf(UnusableFile);
    const [worker] = await thread;
    const exited = once(worker, 'exit');
    await once(worker, 'online');
    stop.abort();
    await Promise.all([stopped, exited]);
  });

  it('reads brotli where the name says so', async () => {
    const packed = brotliCompressSync('{"id":7}\n'.repeat(10_000));
    const { rows } = await read(packed, { fileName: 'events.jsonl.br' });
    expect([rows.length, rows.at(-1)]).toEqual([10_000, { line: 10_000, row: { id: 7 } }]);
    const csv = await read(brotliCompressSync('id\n7\n'), { fileName: 'x.csv.BR' });
    expect(csv.rows).toEqual([{ line: 2, row: { id: '7' }, isTexts: true }]);
    expect((await read(gzipSync('{"id":7}'), { fileName: 'x.br' })).rows).toHaveLength(1);
    for (const broken of [packed.subarray(0, packed.length - 4), Buffer.from('{"id":7}\n')])
      await expect(read(broken, { fileName: 'x.br' })).rejects.toThrow(/not brotli, as its name says/);
  });

  it('reads the files of a zip one after the other, gzip within it too, and says in which a row is', async () => {
    const zip = await zipOf({
      '__MACOSX/x': 'junk',
      'README.txt': 'What is in here\n',
      'docs/Guide.md': '# Guide\n',
      '1/a#0.json.gz': gzipSync('{"id":1}\nbroken\n'),
      '1/b.csv': 'id\n2\n',
    });
    expect((await read(zip, { fileName: 'all.json.gz' })).rows).toEqual([
      { line: 1, row: { id: 1 }, file: '1/a#0.json.gz' },
      { line: 2, reason: 'the line is not valid JSON', file: '1/a#0.json.gz' },
      { line: 2, row: { id: '2' }, isTexts: true, file: '1/b.csv' },
    ]);
  });

  it('tells the columns of all files of a zip before the first row', async () => {
    const zip = await zipOf({ 'a.csv': 'id\n1\n', 'b.ndjson': '{"id":2}', 'c.csv': 'name\n3\n' });
    const path = join(folder, 'columns');
    await writeFile(path, zip);
    const rows: ReadRow[] = [];
    const onHeader = ([column]: string[]) => {
      if (column !== 'id') throw new UnusableFile(`no ${column}`);
    };
    const reading = async () => {
      for await (const row of readRows({ path, contentType: '', fileName: 'x.zip', onHeader }))
        rows.push(row);
    };
    await expect(reading()).rejects.toThrow('c.csv: no name');
    expect(rows).toEqual([]);
  });

  it.each([
    [
      'a damaged zip',
      Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100)]),
      /The zip cannot be read/,
    ],
    [
      'a zip in a zip',
      async () => zipOf({ 'in.zip': await zipOf({ a: 'id\n1\n' }) }),
      /in\.zip: A zip file lies inside/,
    ],
    [
      'a damaged gzip in a zip',
      () => zipOf({ 'a.gz': gzipSync('id\n1\n').subarray(0, 20) }),
      /a\.gz: The gzip data/,
    ],
    ['too many layers', gzipSync(gzipSync(gzipSync(gzipSync('id\n')))), /more than three times/],
  ])('says what is wrong with %s', async (_case, content, message) => {
    await expect(read(typeof content === 'function' ? await content() : content)).rejects.toThrow(message);
  });

  it('does not unpack a bomb', () => {
    const budget = new UnpackBudget(1024);
    budget.spend(1024 ** 3);
    expect(() => budget.spend(1)).toThrow(/unpacks to more than 300 times/);
    expect(() => new UnpackBudget(1024 ** 3).spend(100 * 1024 ** 3)).not.toThrow();
  });

  it('reads no Parquet that begins as something else', async () => {
    await expect(read('{"a":1}', { format: 'parquet' })).rejects.toThrow('The file is not Parquet.');
  });

  it('reads an empty file as no rows', async () => {
    expect((await read('')).rows).toEqual([]);
  });
});
