import { describe, expect, it } from '@jest/globals';
import { disarmed } from './formula-text.js';

describe('a text in a CSV file', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    ' =1',
    '"=1"',
    '\' "\n@x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('that a spreadsheet would run, as %j, gets an apostrophe', (text) => {
    expect(disarmed(text)).toBe(`'${text}`);
  });

  it.each(['', 'a=1', '1-2', ' plain', '"quoted"', '\n'])('that is none, as %j, stays as it is', (text) => {
    expect(disarmed(text)).toBe(text);
  });
});
