import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Timestamps } from './timestamp.js';

describe('Timestamps', () => {
  it('writes what Date writes', () => {
    const timestamps = new Timestamps();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
        expect(timestamps.of(ms)).toBe(new Date(ms).toISOString());
      }),
    );
  });
});
