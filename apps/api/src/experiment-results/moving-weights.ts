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

/**
 * People whom each arm has, and was to have by the weights of the days on which they came. A day on which weights moved is left out:
 * the move comes in the middle of it, and who came before came by other weights.
 */
export function peopleOfSteadyDays(
  exposures: ExperimentFacts['exposures'],
  changes: WeightChange[],
): { observed: number[]; expected: number[] } {
  const [start, ...moves] = changes;
  const observed = start!.weights.map(() => 0);
  const expected = start!.weights.map(() => 0);
  const steady = exposures.filter(({ day }) => moves.every(({ date }) => date !== day));
  for (const { arm, day, people } of steady) {
    const { weights } = changes.findLast(({ date }) => date <= day) ?? start!;
    observed[arm]! += people;
    weights.forEach((weight, place) => (expected[place]! += weight * people));
  }
  return { observed, expected };
}
