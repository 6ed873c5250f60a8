import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { CollectorError } from './collector-error.js';
import { parseBody, unpackBody } from './read-body.js';

const json = Buffer.from('{"a":"中"}');
const read = async (body: Buffer, encoding?: string) => parseBody(await unpackBody(body, encoding));

describe('reading a body', () => {
  it.each([
    ['plain', json, undefined],
    ['plain, and said so', json, 'identity'],
    ['with a byte order mark', Buffer.concat([Buffer.from('\ufeff'), json]), undefined],
    ['gzip by header', gzipSync(json), 'gzip'],
    ['gzip by its first bytes', gzipSync(json), undefined],
    ['plain although the header says gzip', json, 'gzip'],
  ])('takes %s', async (_case, body, encoding) => expect(await read(body, encoding)).toEqual({ a: '中' }));

  it.each([
    ['no JSON', Buffer.from('x'), undefined, 400],
    ['nothing', Buffer.alloc(0), undefined, 400],
    ['cut-off gzip', gzipSync(json).subarray(0, 15), 'gzip', 400],
    ['gzip of nothing', gzipSync(''), 'gzip', 400],
    ['another encoding', json, 'br', 415],
    ['a bomb', gzipSync(Buffer.alloc(50 * 1024 * 1024)), 'gzip', 413],
  ])('refuses %s', async (_case, body, encoding, status) => {
    await expect(read(body, encoding)).rejects.toMatchObject({ status });
  });

  it('takes the NaN and Infinity of Python as null, and leaves texts alone', () => {
    const body = String.raw`{"a":NaN,"b":[-Infinity,Infinity],"NaN":"NaN \" -Infinity","c":"\\"}`;
    expect(parseBody(Buffer.from(body))).toEqual({
      a: null,
      b: [null, null],
      NaN: 'NaN " -Infinity',
      c: '\\',
    });
    expect(() => parseBody(Buffer.from('{"a":NaNa}'))).toThrow(CollectorError);
    expect(() => parseBody(Buffer.from(String.raw`{"a":NaN,"b":"cut off \"`))).toThrow(CollectorError);
  });

  it('takes nesting that no stack could follow', () => {
    const deep = Buffer.from('['.repeat(1_000_000) + ']'.repeat(1_000_000));
    expect(() => parseBody(deep)).not.toThrow(RangeError);
  });
});
