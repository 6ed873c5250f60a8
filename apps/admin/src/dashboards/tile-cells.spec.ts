import { describe, expect, it } from '@jest/globals';
import type { PeopleKind } from '@groundswell/contracts';
import type { DrawnAnswer } from './tile-answer.js';
import { barCell, chartCell, isPeopleAsk, tableCell } from './tile-cells.js';

const BUCKET = '2025-01-06';

describe('a number on a tile', () => {
  it.each<[PeopleKind, string, Parameters<typeof tableCell>[2], object]>([
    ['activeUsers', 'users', { bucket: BUCKET, breakdown: 'web' }, { bucket: BUCKET, breakdown: 'web' }],
    ['eventCounts', 'value', { bucket: BUCKET, breakdown: null }, { bucket: BUCKET, breakdown: null }],
    ['growthAccounting', 'churned', { bucket: BUCKET }, { bucket: BUCKET, segment: 'churned' }],
    ['stickiness', 'windowUsers', { bucket: BUCKET }, { bucket: BUCKET, of: 'windowUsers' }],
    ['funnel', 'users', { index: 2 }, { step: 2, outcome: 'converted', breakdown: null }],
    ['paths', 'users', { step: 1, source: 'a', target: 'b' }, { step: 1, source: 'a', target: 'b' }],
    ['referral', 'signups', { bucket: BUCKET }, { bucket: BUCKET, of: 'signups', gross: false }],
    ['attribution', 'conversions', { key: 'Paid search' }, { key: 'Paid search' }],
  ])('of %s is keyed as its row is: %s', (kind, column, row, cell) => {
    expect(tableCell(kind, column, row)).toEqual(cell);
    expect(tableCell(kind, 'rate', row)).toBeNull();
  });

  it('has nobody behind it where its row has no key', () => {
    expect(tableCell('funnel', 'users', {})).toBeNull();
    expect(tableCell('retention', 'users', { n: 1 })).toBeNull();
    expect(isPeopleAsk({ kind: 'benchmark', metric: 'visits', from: BUCKET, to: BUCKET })).toBe(false);
  });

  it('is the one nearest to where a chart was pointed at, and of everybody by keyboard', () => {
    const row = (breakdown: string | null, users: number) => ({ bucket: BUCKET, breakdown, users });
    const rows = [row(null, 90), row('web', 60), row('ios', 40)];
    const answer = { kind: 'activeUsers', rows } as DrawnAnswer;
    expect(chartCell(answer, BUCKET, 55)).toEqual({ bucket: BUCKET, breakdown: 'web' });
    expect(chartCell(answer, BUCKET, null)).toEqual({ bucket: BUCKET, breakdown: null });
    const growth = { bucket: BUCKET, active: 9, new: 4, retained: 5, resurrected: 0, churned: 2 };
    const bars = { kind: 'growthAccounting', rows: [growth] } as unknown as DrawnAnswer;
    expect(chartCell(bars, BUCKET, -1)).toEqual({ bucket: BUCKET, segment: 'churned' });
    expect(chartCell(bars, '2025-01-13', 1)).toBeNull();
  });

  it('of a step is everybody who got there, and of a bar those of its value', () => {
    const steps = [{ index: 0 }, { index: 1 }];
    const funnel = { kind: 'funnel', steps } as unknown as DrawnAnswer;
    const all = { step: 1, outcome: 'converted', breakdown: null };
    expect(chartCell(funnel, '2. pay', null, 1)).toEqual(all);
    expect(chartCell(funnel, '', null, 2)).toBeNull();
    expect(barCell({ bar: { step: 1, breakdown: 'ios' } })).toEqual({ ...all, breakdown: 'ios' });
    expect(barCell({ value: 1 })).toBeNull();
  });
});
