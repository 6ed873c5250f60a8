import { describe, expect, it } from '@jest/globals';
import { wellFormed } from './well-formed.js';

describe('wellFormed', () => {
  it('replaces lone surrogates in texts and keys at any depth, and nothing else', () => {
    const sent = { a: ['x\ud800', { '\udfff': '🚀' }], n: 1, none: null, yes: true };
    expect(wellFormed(sent)).toEqual({ a: ['x\ufffd', { '\ufffd': '🚀' }], n: 1, none: null, yes: true });
  });

  it('keeps a key named __proto__ a key', () => {
    const sent = JSON.parse('{"__proto__": {"a": 1}}') as object;
    expect(JSON.stringify(wellFormed(sent))).toBe('{"__proto__":{"a":1}}');
  });
});
