import { describe, expect, it } from '@jest/globals';
import { ImportPace } from './import-pace.js';

/** A pipeline that stores all that waits in steps: so long for each, and so long for each record. */
function settledLimit(stepMs: number, recordMs: number): number {
  const pace = new ImportPace();
  let stored = 0;
  for (let at = 0; at < 600_000;) {
    const waiting = pace.limit;
    pace.observe(waiting, stored, at);
    at += stepMs + waiting * recordMs;
    stored += waiting;
  }
  return pace.limit;
}

describe('ImportPace', () => {
  it.each([
    ['a fast machine', 100, 0.02, 40_000, 50_000],
    ['a busy one', 300, 0.2, 2_500, 4_500],
    ['a hopeless one', 5_000, 5, 1_000, 1_000],
  ])('keeps the wait near a second on %s', (_case, stepMs, recordMs, least, most) => {
    const limit = settledLimit(stepMs, recordMs);
    expect(limit).toBeGreaterThanOrEqual(least);
    expect(limit).toBeLessThanOrEqual(most);
  });

  it('does not grow while nothing is waiting', () => {
    const pace = new ImportPace();
    const before = pace.limit;
    for (let at = 0; at < 60_000; at += 100) pace.observe(10, at, at);
    expect(pace.limit).toBe(before);
  });

  it.each([
    [10_000, 2_000],
    [3_001, 2_000],
    [3_000, 3_000],
    [1, 1],
  ])('appends of %d records that are left %d at once, none in a small piece of their own', (left, piece) => {
    expect(new ImportPace().pieceOf(left)).toBe(piece);
  });

  it('lets a larger piece wait for as much more room', () => {
    const pace = new ImportPace();
    expect([pace.hasRoom(3_999, 2_000), pace.hasRoom(3_999, 3_000), pace.hasRoom(2_999, 3_000)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('lets a piece that was cut before the pace fell go once nothing waits', () => {
    const pace = new ImportPace();
    const piece = pace.pieceOf(3_000);
    for (let at = 0; at < 20_000; at += 100) pace.observe(3_000, at / 100, at);
    expect(pace.limit).toBeLessThan(piece / 2);
    expect([pace.hasRoom(1, piece), pace.hasRoom(0, piece)]).toEqual([false, true]);
  });
});
