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

  it('has the overlap of the last whole bucket to explain, if there is one', () => {
    const series = toSeries(
      [row('2024-03-24', null, 10), row('2024-03-25', null, 1, false)],
      'day',
      '2024-03-25',
    );
    const found = (overlap: number) =>
      overlapOf(
        [
          { bucket: '2024-03-24', users: 10, sumOfParts: 10 + overlap, overlap },
          { bucket: '2024-03-25', users: 1, sumOfParts: 2, overlap: 1 },
        ],
        series,
      );
    expect(found(3)).toMatchObject({ bucket: '2024-03-24', sumOfParts: 13 });
    expect(found(0)).toBeNull();
    expect(overlapOf([], series)).toBeNull();
  });
});
