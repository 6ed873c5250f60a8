import { normalCdf, normalDensity, normalQuantile } from '../distributions/normal.js';
import type { Effect } from './effect.js';
import type { Interval } from './test-result.js';

/** What is believed of the effect before there are data, on the effect's own scale. */
export interface Prior {
  mean: number;
  variance: number;
}

export interface BayesianOptions {
  confidence?: number;
  /** Absent: flat. */
  prior?: Prior;
  /** Whether less of the metric is better. */
  lowerIsBetter?: boolean;
}

export interface BayesianResult {
  /** Of the posterior distribution, which is normal. */
  mean: number;
  standardDeviation: number;
  interval: Interval;
  /** That the treatment is better. */
  chanceToWin: number;
  /** What choosing an arm costs on average where it is the worse one, on the effect's scale. */
  expectedLoss: { control: number; treatment: number };
}

/**
 * A normal effect with a normal prior: precisions add up (Gelman et al., "Bayesian Data Analysis", 2.5). The expected loss
 * of the treatment is E[max(0, −effect)] = σφ(μ/σ) − μΦ(−μ/σ).
 */
export function bayesianTest(
  { estimate, standardError }: Effect,
  { confidence = 0.95, prior, lowerIsBetter = false }: BayesianOptions = {},
): BayesianResult {
  const precision = 1 / standardError ** 2;
  const before = prior ? 1 / prior.variance : 0;
  const mean = (estimate * precision + (prior?.mean ?? 0) * before) / (precision + before);
  const standardDeviation = Math.sqrt(1 / (precision + before));
  const z = mean / standardDeviation;
  const half = normalQuantile(1 - (1 - confidence) / 2) * standardDeviation;
  const below = standardDeviation * normalDensity(z) - mean * normalCdf(-z);
  const above = standardDeviation * normalDensity(z) + mean * normalCdf(z);
  return {
    mean,
    standardDeviation,
    interval: [mean - half, mean + half],
    chanceToWin: normalCdf(lowerIsBetter ? -z : z),
    expectedLoss: {
      control: Math.max(0, lowerIsBetter ? below : above),
      treatment: Math.max(0, lowerIsBetter ? above : below),
    },
  };
}
