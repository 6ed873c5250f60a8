import type { GrowthAccountingRow } from '@groundswell/contracts';

export const COUNTS = ['active', 'new', 'retained', 'resurrected', 'churned'] as const;
export type Count = (typeof COUNTS)[number];

/** Mean of each count over the periods that are whole; null where there is none. */
export function growthMeans(
  rows: readonly GrowthAccountingRow[],
  isWhole: (row: GrowthAccountingRow) => boolean,
): Record<Count, number> | null {
  const whole = rows.filter(isWhole);
  if (whole.length === 0) return null;
  const mean = (count: Count) => whole.reduce((sum, row) => sum + row[count], 0) / whole.length;
  return Object.fromEntries(COUNTS.map((count) => [count, mean(count)])) as Record<Count, number>;
}
