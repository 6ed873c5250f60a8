import { describe, expect, it } from '@jest/globals';
import { differencesOf } from './differences-of.js';
import { changeOfRows, growthMeans, previousOf, subjectMeans, wholePeriods } from './with-previous.js';

const project = { id: 1, timeZone: 'America/New_York', weekStart: 'monday', activeEvents: null } as never;
const isWhole = wholePeriods(project, { firstDay: '2025-01-06', lastDay: '2025-01-20' });
const bucket = (first: string, complete = true) => ({ bucket: first, complete });

describe('a comparison with the days before', () => {
  it('asks for as many days that end right before, without parts', () => {
    const query = {
      kind: 'activeUsers',
      from: '2025-03-01',
      to: '2025-03-31',
      breakdown: 'platform',
    } as never;
    expect(previousOf(query)).toMatchObject({ from: '2025-01-29', to: '2025-02-28', breakdown: undefined });
  });

  it.each([
    ['a week of data', bucket('2025-01-06'), 'week', true],
    ['a week that data begin in', bucket('2024-12-30'), 'week', false],
    ['a week that data end in', bucket('2025-01-20'), 'week', false],
    ['the last day of data', bucket('2025-01-20'), 'day', true],
    ['a day that is not over', bucket('2025-01-20', false), 'day', false],
    ['an hour by its local day', bucket('2025-01-21T04:00:00.000Z'), 'hour', true],
  ] as const)('holds %s for whole or not', (_name, row, interval, expected) => {
    expect(isWhole(row, interval)).toBe(expected);
  });

  it('is of the buckets that are whole and have a value on both sides', () => {
    const rows = (...values: (number | null)[]) =>
      values.map((value, at) => ({ breakdown: null, value, complete: at < 3 }));
    const change = (now: (number | null)[], then: (number | null)[], isKnown = true) =>
      changeOfRows(
        rows(...now),
        rows(...then),
        ({ value }) => value,
        ({ complete }) => complete,
        () => isKnown,
      );
    expect(change([10, null, 20, 90], [5, 7, 15, 1])).toBeCloseTo(0.5);
    expect(change([10], [0])).toBeNull();
    expect(change([10], [5], false)).toBeNull();
    expect(change([], [])).toBeNull();
  });

  it('is of the mean of each count over whole periods', () => {
    const row = (active: number, complete = true) =>
      ({
        bucket: '2025-01-06',
        active,
        new: 1,
        retained: active - 1,
        resurrected: 0,
        churned: 2,
        complete,
      }) as never;
    const means = growthMeans([row(10), row(20), row(1_000, false)], [row(10)], ({ complete }) => complete);
    expect(means.map(({ count, now, then, change }) => [count, now, then, change])).toEqual([
      ['active', 15, 10, 0.5],
      ['new', 1, 1, 0],
      ['retained', 14, 9, 14 / 9 - 1],
      ['resurrected', 0, 0, null],
      ['churned', 2, 2, 0],
    ]);
  });

  it("is of each subject's mean figure, own truth first", () => {
    const row = (subject: string, value: number) => ({ subject, value }) as never;
    const own = (value: number, complete = true) => ({ value, complete }) as never;
    const now = { rows: [row('rival', 30), row('rival', 50)], own: [own(8), own(99, false)] };
    const then = { rows: [row('rival', 20), row('gone', 5)], own: [own(4)] };
    expect(subjectMeans(now, then, ({ complete }) => complete)).toEqual([
      { subject: null, now: 8, then: 4, change: 1 },
      { subject: 'gone', now: null, then: 5, change: null },
      { subject: 'rival', now: 40, then: 20, change: 1 },
    ]);
  });
});

describe('two rows of rates', () => {
  it('lie as far apart as their rates, where both have one', () => {
    const rates = (...list: (number | null)[]) => list.map((rate, n) => ({ n, rate }));
    const found = differencesOf(rates(1, 0.5, null, 0.25), rates(1, 0.75, 0.5));
    expect(found.map(({ difference }) => difference)).toEqual([0, -0.25, null, null]);
  });
});
