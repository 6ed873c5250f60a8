import { tCdf, tQuantile } from '../distributions/student-t.js';
import type { Effect } from './effect.js';
import { type TestOptions, type TestResult, resultOf } from './test-result.js';

/** Welch's t-test of unequal variances (Welch 1947, "The generalization of Student's problem"). */
export function welchTest(effect: Effect, options: TestOptions = {}): TestResult {
  const { degreesOfFreedom } = effect;
  return resultOf(
    effect,
    options,
    (x) => tCdf(x, degreesOfFreedom),
    (p) => tQuantile(p, degreesOfFreedom),
  );
}
