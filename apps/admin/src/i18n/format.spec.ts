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

describe('what experiments come to', () => {
  const format = new Formatter('en');
  it.each([
    [0.4482, '44.82%'],
    [0.345, '34.50%'],
    [0.000123456, '0.0123%'],
    [0, '0.00%'],
    [null, '–'],
  ])('is as a rate of %d said as %s', (rate, said) => expect(format.rate(rate)).toBe(said));

  it.each([
    [0.9999, '>99.9%'],
    [0.999, '99.9%'],
    [0.5, '50.0%'],
    [1e-9, '<0.1%'],
  ])('is as a chance of %d said as %s: nothing is sure', (chance, said) =>
    expect(format.chance(chance)).toBe(said),
  );

  it('has an interval in brackets', () => expect(format.interval([-0.042, 0.376])).toBe('[-4.2%, +37.6%]'));
});
