import { describe, expect, it } from '@jest/globals';
import { overlapOf, toSeries } from './series.js';

const row = (bucket: string, breakdown: string | null, users: number, complete = true) => ({
  bucket,
  breakdown,
  users,
  complete,
});

describe('series', () => {
  it('has a number for each bucket in each line', () => {
    const series = toSeries(
      [row('2024-03-24', null, 5), row('2024-03-24', 'web', 5), row('2024-03-25', null, 3, false)],
      'day',
      '2024-03-25',
    );
    expect(series.buckets).toEqual([
      { first: '2024-03-24', state: 'whole' },
      { first: '2024-03-25', state: 'running' },
    ]);
    expect(series.total).toEqual([5, 3]);
    expect(series.breakdowns).toEqual([{ key: 'web', users: [5, 0] }]);
  });

  it('takes a week in which the data ends for cut, though the clock says it is over', () => {
    const series = toSeries([row('2024-03-18', null, 9), row('2024-03-25', null, 2)], 'week', '2024-03-25');
    expect(series.buckets.map(({ state }) => state)).toEqual(['whole', 'cut']);
  });

  it('finds how many are on more than one end in the last whole bucket', () => {
    const rows = [
      row('2024-03-24', null, 10),
      row('2024-03-24', 'web', 7),
      row('2024-03-24', 'ios', 6),
      row('2024-03-25', null, 1, false),
      row('2024-03-25', 'web', 1, false),
      row('2024-03-25', 'ios', 1, false),
    ];
    expect(overlapOf(toSeries(rows, 'day', '2024-03-25'))).toEqual({
      first: '2024-03-24',
      sum: 13,
      total: 10,
    });
  });

  it('has nothing to explain with a single end, or without overlap', () => {
    expect(
      overlapOf(toSeries([row('2024-03-24', null, 1), row('2024-03-24', 'web', 1)], 'day', '2024-03-24')),
    ).toBeNull();
    expect(overlapOf(toSeries([], 'day', '2024-03-24'))).toBeNull();
  });
});
