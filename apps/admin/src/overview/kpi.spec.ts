import { describe, expect, it } from '@jest/globals';
import { kpiOf } from './kpi.js';
import type { Bucket } from './series.js';

const figures = (...values: number[]) => values.map((value) => ({ value, changes: [0.5, 0.2] }));
const buckets = (...states: Bucket['state'][]): Bucket[] =>
  states.map((state, index) => ({ first: `2024-03-0${index + 1}`, state }));

describe('key figure', () => {
  it('is the last whole period, with the running one beside it', () => {
    const kpi = kpiOf(buckets('whole', 'whole', 'running'), figures(100, 150, 20), [1], '2024-03-01');
    expect(kpi).toEqual({
      first: '2024-03-02',
      value: 150,
      state: 'whole',
      comparisons: [{ first: '2024-03-01', value: 100, change: 0.5 }],
      running: { first: '2024-03-03', value: 20 },
      course: [100, 150],
    });
  });

  it('is the running period while no other is over, and compares it with nothing', () => {
    const kpi = kpiOf(buckets('running'), figures(7), [1], '2024-03-01');
    expect(kpi).toMatchObject({ value: 7, state: 'running', comparisons: [], running: null });
  });

  it('is today for a project that began today, not the nothing of yesterday', () => {
    const kpi = kpiOf(buckets('whole', 'whole', 'running'), figures(0, 0, 1), [1], '2024-03-03');
    expect(kpi).toMatchObject({
      first: '2024-03-03',
      value: 1,
      state: 'running',
      comparisons: [],
      course: [1],
    });
  });

  it('does not compare with times before the data', () => {
    const kpi = kpiOf(buckets('whole', 'whole', 'whole'), figures(0, 5, 6), [1, 2], '2024-03-02');
    expect(kpi?.comparisons).toHaveLength(1);
    expect(kpi?.course).toEqual([5, 6]);
  });

  it('is nothing without periods', () => expect(kpiOf([], [], [1], '2024-03-01')).toBeNull());
});
