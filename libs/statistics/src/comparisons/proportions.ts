import { normalCdf, normalQuantile } from '../distributions/normal.js';
import { sampleOfProportion } from '../samples/sample.js';
import { StatisticsError } from '../statistics-error.js';
import { type Effect, effectOf } from './effect.js';
import { type Alternative, type TestOptions, type TestResult, resultOf } from './test-result.js';

export interface Proportion {
  n: number;
  successes: number;
}

export interface ProportionsResult {
  /** Against equal shares, by the pooled standard error; its square is Pearson's chi-square. */
  pooled: { z: number; pValue: number };
  /** Of the difference, with Wald's unpooled error and interval. */
  absolute: TestResult;
  /** Of the difference ÷ control, by the delta method; null where the control has none. */
  relative: TestResult | null;
  /** Of the difference, by Newcombe's hybrid score method 10 (1998). */
  newcombe: [number, number];
  /** Of each share, by Wilson's score method (1927). */
  wilson: { control: [number, number]; treatment: [number, number] };
}

/** Two shares. @throws StatisticsError where everybody or nobody did it in both arms */
export function compareProportions(
  control: Proportion,
  treatment: Proportion,
  options: TestOptions = {},
): ProportionsResult {
  const { confidence = 0.95, alternative = 'twoSided' } = options;
  const a = sampleOfProportion(control.n, control.successes, 'control');
  const b = sampleOfProportion(treatment.n, treatment.successes, 'treatment');
  const share = (control.successes + treatment.successes) / (a.n + b.n);
  if (share === 0 || share === 1) {
    throw new StatisticsError(
      'treatment.successes',
      'everybody or nobody in both arms: there is nothing to test',
    );
  }
  const z = (b.mean - a.mean) / Math.sqrt(share * (1 - share) * (1 / a.n + 1 / b.n));
  const errorA = a.variance / a.n;
  const errorB = b.variance / b.n;
  const difference: Effect = {
    scale: 'absolute',
    estimate: b.mean - a.mean,
    standardError: Math.sqrt(errorA + errorB),
    degreesOfFreedom: a.n + b.n - 2,
  };
  const test = (effect: Effect, nullEffect?: number) =>
    resultOf(effect, { ...options, nullEffect }, normalCdf, normalQuantile);
  const isRelative = a.mean > 0 && a.variance > 0 && b.variance > 0 && a.n > 1 && b.n > 1;
  return {
    pooled: { z, pValue: pValueOf(z, alternative) },
    absolute: test(difference, options.nullEffect),
    relative: isRelative ? test(effectOf(a, b, 'relative')) : null,
    newcombe: newcombe(control, treatment, confidence),
    wilson: { control: wilson(control, confidence), treatment: wilson(treatment, confidence) },
  };
}

function pValueOf(z: number, alternative: Alternative): number {
  if (alternative === 'greater') return normalCdf(-z);
  return alternative === 'less' ? normalCdf(z) : 2 * normalCdf(-Math.abs(z));
}

/** E. B. Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference". */
export function wilson({ n, successes }: Proportion, confidence: number): [number, number] {
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const p = successes / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/** R. G. Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10. */
function newcombe(control: Proportion, treatment: Proportion, confidence: number): [number, number] {
  const [a, b] = [control.successes / control.n, treatment.successes / treatment.n];
  const [lowA, highA] = wilson(control, confidence);
  const [lowB, highB] = wilson(treatment, confidence);
  const difference = b - a;
  return [difference - Math.hypot(b - lowB, highA - a), difference + Math.hypot(highB - b, a - lowA)];
}
