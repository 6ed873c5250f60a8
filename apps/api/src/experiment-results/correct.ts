import type { AnalysisSettings } from '@groundswell/contracts';
import { adjustPValues } from '@groundswell/statistics';
import { type Comparison, intervalsOf } from './compare-arms.js';

/**
 * Adjusts p-values over all comparisons of goals, and widens their intervals as much: by the share of the chance of a false
 * alarm that is left to each. Never narrower.
 */
export function correct(comparisons: Comparison[], settings: AnalysisSettings): void {
  const { correction, alpha, sequential } = settings;
  const compared = comparisons.filter(({ result }) => result.pValue !== null);
  if (correction === 'none') return;
  const before = compared.map(({ result }) => result.pValue);
  const after = adjustPValues(before, correction);
  compared.forEach(({ result, effect, units }, index) => {
    const [own, adjusted] = [before[index] ?? 1, after[index] ?? 1];
    result.pValueAdjusted = adjusted;
    if (!effect || !(adjusted > own)) return;
    // What was multiplied up to 1 would be of any width: no more than by the number of comparisons.
    const times = Math.min(compared.length, own > 0 ? adjusted / own : compared.length);
    Object.assign(
      result,
      intervalsOf(effect, units, alpha / Math.max(1, adjusted === 1 ? compared.length : times), sequential),
    );
  });
}
