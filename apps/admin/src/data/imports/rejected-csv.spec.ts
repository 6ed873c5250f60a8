import { describe, expect, it } from '@jest/globals';
import { paceOf } from './usePace.js';
import { rejectedCsv } from './rejected-csv.js';

describe('rejectedCsv', () => {
  it('quotes what needs it and defuses formulas', () => {
    const csv = rejectedCsv([
      { line: 2, reason: 'The time "soon", cannot be read' },
      { line: 3, file: 'a.json', reason: '=1+1' },
    ]);
    expect(csv).toBe(
      '\uFEFFfile,line,reason\r\n,2,"The time ""soon"", cannot be read"\r\na.json,3,\'=1+1\r\n',
    );
  });
});

describe('paceOf', () => {
  it('says what is left, and nothing where nothing moves', () => {
    expect(paceOf([])).toEqual({ rowsPerSecond: null, left: null });
    const first = { rows: 0, share: 0.2, at: 0 };
    expect(paceOf([first, { rows: 500, share: 0.4, at: 1000 }])).toEqual({ rowsPerSecond: 500, left: 3000 });
    expect(paceOf([first, { ...first, at: 1000 }])).toEqual({ rowsPerSecond: 0, left: null });
  });
});
