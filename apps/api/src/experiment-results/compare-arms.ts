import type { MetricDirection, MetricRole, VariationResult } from '@groundswell/contracts';
import {
  type Effect,
  type Proportion,
  type Sample,
  bayesianTest,
  compareProportions,
  effectOf,
  sequentialTest,
  welchTest,
} from '@groundswell/statistics';
import { NO_REASON, reasonOf } from './reason.js';
import type { Arms } from './samples-of.js';

export interface Question {
  alpha: number;
  sequential: boolean;
  direction: MetricDirection;
  role: MetricRole;
  margin: number | null;
}

/** Of the arms against the control. `confidence` of the intervals is widened once all p-values are known. */
export interface Comparison {
  result: VariationResult;
  /** Of the relative effect, where there is one. */
  effect: Effect | null;
  units: number;
}

const NOTHING = {
  unadjustedMean: null,
  absoluteLift: null,
  absoluteInterval: null,
  relativeLift: null,
  interval: null,
  fixedInterval: null,
  pValue: null,
  pValueAdjusted: null,
  sequentialInterval: null,
  chanceToWin: null,
  expectedLoss: null,
  standardError: null,
  posterior: null,
} as const;

export function compareArms(keys: string[], arms: Arms, question: Question): Comparison[] {
  const [control] = arms.samples;
  return arms.samples.map((sample, place) => {
    const alone = aloneOf(keys[place]!, sample);
    if (place === 0 || !control) return { result: alone, effect: null, units: 0 };
    const missing = [control, sample].find((one) => 'reason' in one);
    if (missing && 'reason' in missing) {
      return { result: { ...alone, ...missing.reason }, effect: null, units: 0 };
    }
    const pair = [arms.proportions[0] ?? null, arms.proportions[place] ?? null] as const;
    return compare(alone, control as Sample, sample as Sample, pair, question);
  });
}

function aloneOf(key: string, sample: Arms['samples'][number]): VariationResult {
  if ('reason' in sample) {
    return { key, n: sample.n, mean: null, variance: null, ...NOTHING, ...sample.reason };
  }
  const { n, mean, variance, unadjustedMean = null } = sample;
  return { key, n, mean, variance, ...NOTHING, unadjustedMean, ...NO_REASON };
}

/** What cannot be compared is a reason and no number (docs/definitions.md, "Lift"). */
function compare(
  alone: VariationResult,
  control: Sample,
  treatment: Sample,
  proportions: readonly [Proportion | null, Proportion | null],
  question: Question,
): Comparison {
  const units = control.n + treatment.n;
  try {
    const absolute = effectOf(control, treatment, 'absolute');
    const known = { ...alone, ...absoluteOf(absolute, proportions, units, question) };
    try {
      const effect = effectOf(control, treatment, 'relative');
      return { result: { ...known, ...relativeOf(effect, units, known.pValue, question) }, effect, units };
    } catch (error) {
      return { result: { ...known, ...reasonOf(error, { control, treatment }) }, effect: null, units };
    }
  } catch (error) {
    return { result: { ...alone, ...reasonOf(error, { control, treatment }) }, effect: null, units };
  }
}

/** No difference is the same on every scale: its p-value is that of the difference, for shares by the pooled error. */
function absoluteOf(
  effect: Effect,
  [control, treatment]: readonly [Proportion | null, Proportion | null],
  units: number,
  { alpha, sequential }: Question,
) {
  const confidence = 1 - alpha;
  const test = welchTest(effect, { confidence });
  const pooled = control && treatment ? compareProportions(control, treatment).pooled.pValue : test.pValue;
  return {
    absoluteLift: effect.estimate,
    absoluteInterval: test.interval as [number, number],
    pValue: sequential ? sequentialTest(effect, units, { confidence }).pValue : pooled,
  };
}

function relativeOf(effect: Effect, units: number, pValue: number, question: Question) {
  const { alpha, direction } = question;
  const lowerIsBetter = direction === 'down';
  const intervals = intervalsOf(effect, units, alpha, question.sequential);
  const { chanceToWin, expectedLoss, mean, standardDeviation } = bayesianTest(effect, { lowerIsBetter });
  return {
    relativeLift: effect.estimate,
    standardError: effect.standardError,
    ...intervals,
    fixedInterval: welchTest(effect, { confidence: 1 - alpha }).interval as [number, number],
    pValue: withinMargin(effect, units, question) ?? pValue,
    chanceToWin,
    expectedLoss: expectedLoss.treatment,
    posterior: { mean, standardDeviation },
  };
}

/** Of a guardrail with a margin: one-sided, that less than the margin is lost. Null: there is no margin. */
function withinMargin(effect: Effect, units: number, question: Question): number | null {
  const { alpha, sequential, direction, role, margin } = question;
  if (role !== 'guardrail' || margin === null) return null;
  const sign = direction === 'up' ? 1 : -1;
  const nullEffect = -sign * margin;
  if (!sequential)
    return welchTest(effect, { alternative: sign > 0 ? 'greater' : 'less', nullEffect }).pValue;
  // The always-valid p-value is two-sided: what lies on the worse side of the margin says nothing for it.
  const isWithin = sign * (effect.estimate - nullEffect) > 0;
  return isWithin ? sequentialTest(effect, units, { confidence: 1 - alpha, nullEffect }).pValue : 1;
}

/** @param alpha of this one comparison: less than the experiment's where there are many */
export function intervalsOf(effect: Effect, units: number, alpha: number, sequential: boolean) {
  const confidence = 1 - alpha;
  const always = sequentialTest(effect, units, { confidence }).interval as [number, number];
  const once = welchTest(effect, { confidence }).interval as [number, number];
  return { interval: sequential ? always : once, sequentialInterval: always };
}
