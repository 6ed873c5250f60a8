import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { previewFile } from './preview-file.js';

/** {"城市":"北京"} and a line feed, in GBK. */
const LINE = Buffer.from('7b22b3c7cad0223a22b1b1bea9227d0a', 'hex');

function preview(content: Buffer, name = 'export.jsonl') {
  return previewFile(new File([new Uint8Array(content)], name));
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
});
