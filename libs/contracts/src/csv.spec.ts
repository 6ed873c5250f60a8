import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLines, toCsv } from './csv.js';

describe('a CSV file', () => {
  it('quotes what needs it, leaves nothing empty, and runs no formula', () => {
    const rows = [
      ['a "b", c', null, -1.5],
      ['=1+1', undefined, true],
      ['line\nbreak', ['x', 2], 0],
    ];
    expect(toCsv(['name', 'x', 'n'], rows)).toBe(
      'name,x,n\r\n"a ""b"", c",,-1.5\r\n\'=1+1,,true\r\n"line\nbreak","[""x"",2]",0\r\n',
    );
  });

  it('is read as it was written, whatever its texts hold', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r', '；', '\t'),
      minLength: 1,
    });
    const table = fc.array(
      fc.tuple(text, text).map(([one, other]) => [`x${one}`, `x${other}`]),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(table, (rows) => {
        expect(parse(csvLines(rows), { record_delimiter: '\r\n' })).toEqual(rows);
      }),
    );
  });
});
