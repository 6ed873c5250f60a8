import { chiSquareTail } from '../distributions/chi-square.js';
import { StatisticsError } from '../statistics-error.js';

/** A p-value below it is an alarm: a thousand sound experiments give one. */
export const SRM_ALARM = 0.001;

export interface SampleRatio {
  observed: number[];
  expected: number[];
  chiSquare: number;
  degreesOfFreedom: number;
  pValue: number;
  /** Also where an arm has people that was to have none. */
  alarm: boolean;
}

/**
 * Whether people came to the arms as they were meant to: Pearson's chi-square test of fit (1900), as Fabijan et al. (2019,
 * "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments") recommend it. Arms of weight 0 are not tested.
 * @throws StatisticsError
 */
export function sampleRatio(observed: readonly number[], weights?: readonly number[]): SampleRatio {
  const shares = weights ?? observed.map(() => 1);
  if (shares.length !== observed.length) {
    throw new StatisticsError('weights', `needs one weight for each of the ${observed.length} arms`);
  }
  const arms = observed.map((people, index) => ({ people, weight: shares[index] ?? 0 }));
  const tested = arms.filter(({ weight }) => weight > 0);
  if (tested.length < 2) throw new StatisticsError('weights', 'needs two arms with a weight above 0');
  const total = sumOf(tested.map(({ people }) => people));
  const weight = sumOf(tested.map((arm) => arm.weight));
  const expected = arms.map((arm) => (arm.weight / weight) * total);
  const chiSquare =
    total === 0
      ? 0
      : sumOf(
          arms.map((arm, index) =>
            arm.weight > 0 ? (arm.people - expected[index]!) ** 2 / expected[index]! : 0,
          ),
        );
  const degreesOfFreedom = tested.length - 1;
  const pValue = chiSquareTail(chiSquare, degreesOfFreedom);
  const strays = arms.some((arm) => arm.weight <= 0 && arm.people > 0);
  return {
    observed: [...observed],
    expected,
    chiSquare,
    degreesOfFreedom,
    pValue,
    alarm: pValue < SRM_ALARM || strays,
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
