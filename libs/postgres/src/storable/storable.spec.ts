import { describe, expect, it } from '@jest/globals';
import { storableJson, storableText } from './storable.js';

describe('storable', () => {
  it.each([
    ['plain', 'plain'],
    ['a\0b', 'a\uFFFDb'],
    ['half \uD800 pair', 'half \uFFFD pair'],
    ['whole \u{1F600} pair', 'whole \u{1F600} pair'],
  ])('%j becomes %j', (given, kept) => {
    expect(storableText(given)).toBe(kept);
  });

  it('reaches keys, lists and nested values and leaves the rest alone', () => {
    const given = { 'k\0': ['\0', 1, null, { deep: '\uDFFF' }], yes: true };
    expect(storableJson(given)).toEqual({ 'k\uFFFD': ['\uFFFD', 1, null, { deep: '\uFFFD' }], yes: true });
  });

  it('keeps a key that would set the prototype as an ordinary key', () => {
    const given = JSON.parse('{"__proto__": {"admin": true}}') as unknown;
    expect(JSON.stringify(storableJson(given))).toBe('{"__proto__":{"admin":true}}');
  });
});
