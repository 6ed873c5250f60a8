import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { findUnstorable } from './refuse-unstorable.js';
import { storableText } from './storable-text.js';

describe('findUnstorable', () => {
  it.each([
    ['fine', null],
    ['\u{1F600}', null],
    ['a\0', ''],
    [{ name: 'a\0' }, 'name'],
    [{ filters: [{ value: 'fine' }, { value: '\ud800' }] }, 'filters.1.value'],
    [{ inner: { 'k\0': 1 } }, 'inner'],
    [Readable.from(['\0']), null],
    [null, null],
    [undefined, null],
  ])('%j: %j', (value, path) => expect(findUnstorable(value)).toBe(path));

  it('gives up on depth instead of the stack', () => {
    let deep: unknown = '\0';
    for (let n = 0; n < 100_000; n++) deep = [deep];
    expect(findUnstorable(deep)).toBeNull();
  });
});

describe('storableText', () => {
  it('replaces what cannot be kept', () => {
    expect(storableText('a\0b\0 \ud800c \u{1F600}')).toBe('a\ufffdb\ufffd \ufffdc \u{1F600}');
  });
});
