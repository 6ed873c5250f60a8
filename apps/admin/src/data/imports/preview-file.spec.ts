import { describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { previewFile } from './preview-file.js';

/** {"城市":"北京"} and a line feed, in GBK. */
const LINE = Buffer.from('7b22b3c7cad0223a22b1b1bea9227d0a', 'hex');

function preview(content: Buffer, name = 'export.jsonl') {
  return previewFile(new File([new Uint8Array(content)], name), async (packed, packing) =>
    packing === 'zstd' ? Buffer.from('城市,a\n北京,1\n') : brotliDecompressSync(packed),
  );
}

interface Part {
  name: string;
  content: Buffer;
  stored?: boolean;
}

function zipOf(parts: Part[], forceZip64Format = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, content, stored } of parts)
    zip.addBuffer(content, name, { compress: !stored, forceZip64Format });
  zip.end({ forceZip64Format, comment: '' });
  return buffer(zip.outputStream);
}

describe('previewFile', () => {
  it.each([
    ['UTF-8', 'UTF-8', Buffer.from('{"城市":"北京"}\n')],
    ['UTF-16', 'UTF-16', Buffer.from('\uFEFF{"城市":"北京"}\n', 'utf16le')],
    ['GBK', 'GB18030 (GBK)', LINE],
    ['GBK in gzip', 'GB18030 (GBK)', gzipSync(LINE)],
  ])('shows %s as the server reads it, and says %s', async (_name, said, content) => {
    const { columns, rows, encoding } = await preview(content);
    expect([columns, rows, encoding]).toEqual([['城市'], [['北京']], said]);
  });

  it('says so when the text is written in none of these', async () => {
    const latin1 = preview(Buffer.from('prénom,âge\nZoé,3\n', 'latin1'), 'x.csv');
    await expect(latin1).rejects.toMatchObject({ reason: 'encoding' });
  });

  it('reads no more of a long file than it needs, and no row that it cuts', async () => {
    const { rows } = await preview(Buffer.concat([Buffer.from(' \n'), ...Array<Buffer>(50_000).fill(LINE)]));
    expect(rows).toEqual(Array(5).fill(['北京']));
  });

  const csv = { name: 'a.csv', content: Buffer.from('城市,a\n北京,1\n') };
  const seen = [['城市', 'a'], [['北京', '1']]];
  it.each([
    ['of a zip', () => zipOf([csv, { name: 'b.csv', content: Buffer.from('x,y\n1,2\n') }])],
    ['of one that packs nothing', () => zipOf([{ ...csv, stored: true }])],
    ['of one in the form of large files', () => zipOf([csv], true)],
    [
      'of one after what a file manager put in',
      () => zipOf([{ name: '__MACOSX/._a.csv', content: Buffer.from('?') }, csv]),
    ],
    [
      'of one after what is there for people to read',
      () => zipOf([{ name: 'in/README.txt', content: Buffer.from('a,b\n1,2\n') }, csv]),
    ],
    ['of a gzip in a zip', () => zipOf([{ name: 'a.csv.gz', content: gzipSync(csv.content) }])],
    ['of brotli in a zip', () => zipOf([{ name: 'a.csv.br', content: brotliCompressSync(csv.content) }])],
  ])('shows the first rows %s', async (_name, content) => {
    const { columns, rows } = await preview(await content(), 'export.zip');
    expect([columns, rows]).toEqual(seen);
  });

  it.each([
    ['brotli', brotliCompressSync(csv.content), 'a.csv.br'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'a.csv.zst'],
  ])('has the server unpack %s', async (_name, content, name) => {
    const { columns, rows } = await preview(content, name);
    expect([columns, rows]).toEqual(seen);
  });

  it('tells which rows of a CSV file no import reads, and takes the others as it does', async () => {
    const text = 'sep=;\r\nid;text;;text\r\n1;a;;b;;\r\n2;a;;b;c\r\n3;a\r\n';
    expect(await preview(Buffer.from(text), 'x.csv')).toMatchObject({
      columns: ['id', 'text'],
      rows: [
        ['1', 'b'],
        ['2', 'b'],
        ['3', ''],
      ],
      objects: [{ id: '1', text: 'b' }],
      uneven: [2, 3],
    });
  });

  it.each(['id,text\n', 'id,text', ',,\n1,2,3\n'])('says so of %j, which has no rows', async (text) => {
    await expect(preview(Buffer.from(text), 'x.csv')).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('says so of a zip that is cut, empty, or a workbook', async () => {
    const [whole, none, workbook] = await Promise.all([
      zipOf([csv]),
      zipOf([]),
      zipOf([{ name: '[Content_Types].xml', content: Buffer.from('<Types/>') }]),
    ]);
    for (const content of [
      whole.subarray(0, -30),
      Buffer.concat([Buffer.from('PK\x03\x04'), none]),
      workbook,
    ])
      await expect(preview(content, 'export.zip')).rejects.toMatchObject({ reason: 'unreadable' });
  });
});
