import type { BudgetMove, BudgetVerdict } from '@groundswell/contracts';

/** How far from the average something may be and still be as good as it. */
export const SAME_WITHIN = 0.1;

/** What a model gives to something that is paid for. */
export interface PaidFor {
  key: string;
  /** > 0. */
  spend: number;
  /** Revenue, or conversions where there is no revenue. */
  value: number;
}

/**
 * Where a model would have the next money go: `more` to what brings more per spend than all that is paid for does together,
 * by more than a tenth; `less` to what brings as much less (docs/definitions.md, "Budget moves").
 */
export function budgetMoves(some: readonly PaidFor[]): Map<string, BudgetMove> {
  const spend = some.reduce((sum, one) => sum + one.spend, 0);
  const value = some.reduce((sum, one) => sum + one.value, 0);
  const average = spend > 0 ? value / spend : 0;
  return new Map(some.map((one) => [one.key, moveOf(one.value / one.spend, average)]));
}

function moveOf(rate: number, average: number): BudgetMove {
  if (average <= 0) return 'keep';
  if (rate > average * (1 + SAME_WITHIN)) return 'more';
  return rate < average * (1 - SAME_WITHIN) ? 'less' : 'keep';
}

/** What models say together; null where they say nothing. */
export function budgetVerdict(moves: readonly BudgetMove[]): BudgetVerdict | null {
  const said = new Set(moves);
  if (said.size === 0) return null;
  if (said.has('more') && said.has('less')) return 'disagree';
  return said.size === 1 ? 'agree' : 'unsure';
}
