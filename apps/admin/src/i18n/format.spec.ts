import { describe, expect, it } from '@jest/globals';
import { Formatter } from './format.js';

describe('a p in a table', () => {
  it.each([
    [0.01234, '0.0123'],
    [0.0001, '0.0001'],
    [1e-12, '<0.0001'],
    [0, '<0.0001'],
    [null, '–'],
  ])('that is %d is said as %s in both languages', (p, said) => {
    for (const tag of ['en', 'zh-CN']) expect(new Formatter(tag).pValue(p)).toBe(said);
  });
});
