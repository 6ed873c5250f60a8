import type { GrowthAccountingRow } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { growthMeans } from './growth-means.js';

const row = (active: number, complete = true): GrowthAccountingRow => ({
  ...{ bucket: '2025-01-01', active, new: 1, retained: active - 1, resurrected: 0, churned: 2 },
  ...{ quickRatio: 0.5, complete },
});

describe('growthMeans', () => {
  it('are those of the periods that are whole', () => {
    const means = growthMeans([row(10), row(20), row(1_000, false)], ({ complete }) => complete);
    expect(means).toEqual({ active: 15, new: 1, retained: 14, resurrected: 0, churned: 2 });
  });

  it('are none without a whole period', () => {
    expect(growthMeans([row(10, false)], ({ complete }) => complete)).toBeNull();
  });
});
