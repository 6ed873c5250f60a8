import { describe, expect, it } from '@jest/globals';
import { possiblePatterns, quotedPatterns } from './quoted-patterns.js';

describe('patterns of ids in JSON', () => {
  it('are quoted, and escaped for LIKE', () => {
    expect(quotedPatterns(['a_b', '5%', 'say "x"'])).toEqual([
      '%"a\\_b"%',
      '%"5\\%"%',
      '%"say \\\\"x\\\\""%',
    ]);
  });

  it('are there without quotes too where the id is a number', () => {
    expect(possiblePatterns(['42', '007', 'ada'])).toEqual(['%"42"%', '%"007"%', '%"ada"%', '%42%']);
  });
});
