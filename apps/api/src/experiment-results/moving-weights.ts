import type { ExperimentFacts, SumsRow } from '@groundswell/clickhouse';
import type { WeightChange } from '@groundswell/contracts';
import { type Sums, samplesOfPeriods } from '@groundswell/statistics';
import type { Arms } from './samples-of.js';

/**
 * Arms of a bandit, put together from the days of first exposure: the weights of a day are the same for all of it. Null where no
 * day has enough people of each.
 * @param daily of kind `day`
 */
export function armsOfDays(daily: SumsRow[], arms: number): Arms | null {
  const places = Array.from({ length: arms }, (_, arm) => arm);
  const days = [...new Set(daily.map(({ name }) => name))].sort();
  const periods = days.map((day) => {
    const rows = daily.filter(({ name }) => name === day);
    return places.map((arm): Sums => {
      const [n = 0, sum = 0, sumSquares = 0] = rows.find((row) => row.arm === arm)?.sums ?? [];
      return { n, sum, sumSquares };
    });
  });
  const samples = samplesOfPeriods(periods);
  return samples && { samples, proportions: places.map(() => null), cuped: null };
}

/** People that each arm was to have by the weights of the days on which they came. */
export function expectedPeople(exposures: ExperimentFacts['exposures'], changes: WeightChange[]): number[] {
  const expected = changes[0]!.weights.map(() => 0);
  for (const { day, people } of exposures) {
    const { weights } = changes.findLast(({ date }) => date <= day) ?? changes[0]!;
    weights.forEach((weight, arm) => (expected[arm]! += weight * people));
  }
  return expected;
}
