import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { readBody } from './read-body.js';

const json = Buffer.from('{"a":"中"}');

describe('readBody', () => {
  it.each([
    ['plain', json, undefined],
    ['gzip by header', gzipSync(json), 'gzip'],
    ['gzip by its first bytes', gzipSync(json), undefined],
    ['plain although the header says gzip', json, 'gzip'],
  ])('%s', async (_case, body, encoding) => expect(await readBody(body, encoding)).toEqual({ a: '中' }));

  it.each([
    ['no JSON', Buffer.from('x'), undefined, 400],
    ['nothing', Buffer.alloc(0), undefined, 400],
    ['cut-off gzip', gzipSync(json).subarray(0, 15), 'gzip', 400],
    ['another encoding', json, 'br', 415],
    ['a bomb', gzipSync(Buffer.alloc(50 * 1024 * 1024)), 'gzip', 413],
  ])('refuses %s', async (_case, body, encoding, status) => {
    await expect(readBody(body, encoding)).rejects.toMatchObject({ status });
  });
});
