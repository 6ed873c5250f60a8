import { describe, expect, it } from '@jest/globals';
import { toCsv } from './csv.js';

describe('a CSV file', () => {
  it('quotes what needs it, leaves nothing empty, and runs no formula', () => {
    const rows = [
      ['a "b", c', null, -1.5],
      ['=1+1', undefined, true],
      ['line\nbreak', '', 0],
    ];
    expect(toCsv(['name', 'x', 'n'], rows)).toBe(
      'name,x,n\r\n"a ""b"", c",,-1.5\r\n\'=1+1,,true\r\n"line\nbreak",,0\r\n',
    );
  });
});
