import { describe, expect, it } from '@jest/globals';
import { knownBuckets, withKnownChanges } from './known-buckets.js';

const project = { id: 1, timeZone: 'America/New_York', weekStart: 'monday', activeEvents: {} } as never;
const range = { from: '2025-01-06', to: '2025-01-20' };
const known = (query: object, buckets: string[], firstDay: string | null = '2025-01-08') => [
  ...knownBuckets(
    { ...range, ...query } as never,
    buckets.map((bucket) => ({ bucket })),
    project,
    firstDay,
  ),
];

describe('a bucket is known', () => {
  it.each([
    ['from the first day of data on', { interval: 'day' }, ['2025-01-07', '2025-01-08'], ['2025-01-08']],
    ['when its whole week is', { interval: 'week' }, ['2025-01-06', '2025-01-13'], ['2025-01-13']],
    [
      'when all its trailing days are',
      { interval: 'day', trailingDays: 7 },
      ['2025-01-13', '2025-01-14'],
      ['2025-01-14'],
    ],
    [
      'as an hour by its local day',
      { interval: 'hour' },
      ['2025-01-08T04:00:00.000Z', '2025-01-08T05:00:00.000Z'],
      ['2025-01-08T05:00:00.000Z'],
    ],
    [
      'of stickiness when its window is',
      { kind: 'stickiness', window: 7 },
      ['2025-01-13', '2025-01-14'],
      ['2025-01-14'],
    ],
  ])('%s', (_case, query, buckets, expected) => {
    expect(known(query, buckets)).toEqual(expected);
  });

  it('never without data', () => {
    expect(known({ interval: 'day' }, ['2025-01-07'], null)).toEqual([]);
  });
});

it('a change from a bucket that is not known is none', () => {
  const rows = ['a', 'b', 'c'].flatMap((bucket, at) => [
    { bucket, breakdown: null, changes: [at, at] },
    { bucket, breakdown: 'web', changes: [at, at] },
  ]);
  const found = withKnownChanges(rows, [1, 2], new Set(['b', 'c']));
  expect(found.map(({ changes }) => changes)).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [null, null],
    [2, null],
    [2, null],
  ]);
});
