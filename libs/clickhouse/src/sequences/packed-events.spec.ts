import { describe, expect, it } from '@jest/globals';
import { packingOf } from './packed-events.js';

describe('packing of events', () => {
  it.each([
    ['half a year, three steps', '2024-01-01', '2024-07-15', 4, 'UInt128'],
    ['a month, eight steps', '2024-01-01', '2024-02-10', 9, 'UInt128'],
    ['a year, twenty steps', '2024-01-01', '2024-12-31', 21, 'UInt256'],
    ['all days there are', '1900-01-01', '2299-12-31', 3, 'UInt256'],
  ])('takes the numbers that have room: %s', (_, first, last, marks, type) => {
    const sql = packingOf(first, last, marks).event('1');
    expect(sql.match(/UInt(128|256)/)?.[0]).toBe(type);
  });
});
