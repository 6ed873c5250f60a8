import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sizeBound } from './size-bound.js';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? 'null');

describe('sizeBound', () => {
  it('is never below the bytes that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(sizeBound(value)).toBeGreaterThanOrEqual(bytesOf(value));
      }),
    );
  });

  it.each([
    ['control characters', '\u0001'.repeat(50)],
    ['lone surrogates, written as escapes', '\ud800'.repeat(50)],
    ['the longest numbers', [-1.2345678901234567e-308, -Number.MAX_VALUE, 0.1 + 0.2]],
    ['keys that need escapes', { '"\\\n\u0000': null }],
  ])('holds for %s', (_name, value) => {
    expect(sizeBound(value)).toBeGreaterThanOrEqual(bytesOf(value));
  });

  it('leaves to the exact way what it cannot judge', () => {
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => [inner], 0);
    expect(sizeBound(deep)).toBe(Infinity);
    expect(sizeBound({ at: new Date() })).toBe(Infinity);
    expect(sizeBound({ big: 1n })).toBe(Infinity);
  });
});
