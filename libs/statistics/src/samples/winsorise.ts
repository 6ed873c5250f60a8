import { quantileOf } from './quantile.js';

/** Values above the quantile `level` become it, so that single large ones do not decide (capping; Winsor). */
export function winsorise(values: readonly number[], level: number): number[] {
  const cap = quantileOf(values, level);
  return values.map((value) => Math.min(value, cap));
}
