import { describe, expect, it } from '@jest/globals';
import { creditsBefore, modelsBefore } from './attribution-before.js';

const money = (conversions: number, revenue: number, spend: number | null) => ({
  ...{ conversions, revenue, spend },
  cac: spend === null ? null : spend / conversions,
  roas: spend === null ? null : revenue / spend,
});
const NOW = {
  rows: [
    { key: 'meta', ...money(30, 300, 60) },
    { key: 'new', ...money(5, 10, null) },
  ],
  totals: money(35, 310, 60),
} as never;
const THEN = {
  rows: [
    { key: 'gone', ...money(4, 8, null) },
    { key: 'meta', ...money(20, 100, 20) },
  ],
  totals: money(24, 108, 20),
} as never;

describe('credits beside those of the days before', () => {
  it('are in the order of now, with what came and what went, and add up to their totals', () => {
    const { rows, totals } = creditsBefore(NOW, THEN, true);
    expect(rows.map(({ key, conversions, changes }) => [key, conversions, changes.conversions])).toEqual([
      ['meta', 20, 0.5],
      ['new', 0, null],
      ['gone', 4, -1],
    ]);
    expect(rows[0]!.changes).toEqual({ conversions: 0.5, revenue: 2, spend: 2, cac: 1, roas: 0 });
    expect(totals).toMatchObject({ conversions: 24, changes: { conversions: 35 / 24 - 1 } });
    expect(rows.reduce((sum, { conversions }) => sum + conversions, 0)).toBe(totals.conversions);
  });

  it('compare nothing where a day is not whole', () => {
    const { rows, totals } = creditsBefore(NOW, THEN, false);
    expect(rows[0]!.changes).toEqual({
      conversions: null,
      revenue: null,
      spend: null,
      cac: null,
      roas: null,
    });
    expect(totals.changes.conversions).toBeNull();
  });

  it('are those of each model', () => {
    const side = (conversions: number) => ({
      rows: [{ key: 'meta', spend: 10, models: { first: money(conversions, 0, 10) } }],
      totals: money(conversions, 0, 10),
      reconciliation: [{ model: 'first' }],
    });
    const { rows } = modelsBefore(side(4) as never, side(2) as never, true);
    expect(rows).toEqual([
      {
        ...{ key: 'meta', spend: 10 },
        models: {
          first: {
            ...{ conversions: 2, revenue: 0, cac: 5, roas: 0 },
            changes: { conversions: 1, revenue: null, cac: -0.5, roas: null },
          },
        },
      },
    ]);
  });
});
