import type {
  ExperimentResults,
  GuardedMetric,
  MetricDirection,
  MetricResult,
  RolloutGuard,
  RolloutLook,
} from '@groundswell/contracts';
import { sequentialTest, varianceOfAll } from '@groundswell/statistics';
import { NO_REASON, said } from '../experiment-results/reason.js';

/** Fewer on either side say nothing: the intervals hold for many. */
export const FEWEST_PEOPLE = 100;

type Measured = Pick<ExperimentResults, 'variations' | 'health' | 'metrics'>;

/** A chance for each metric, so that all of them together keep to the one that was chosen (Bonferroni). */
export const alphaOfEach = ({ alpha, metrics }: RolloutGuard): number => alpha / metrics.length;

/**
 * What a look finds, from results with always-valid intervals (docs/definitions.md, "Guarded roll-out").
 * @param at of the look
 */
export function lookOf(guard: RolloutGuard, measured: Measured, at: Date): RolloutLook {
  const [control, rollout] = measured.variations.map(({ exposed }) => exposed);
  return {
    at: at.toISOString(),
    exposed: { control: control ?? 0, rollout: rollout ?? 0 },
    sampleRatioAlarm: measured.health.srm.alarm,
    metrics: measured.metrics.map((metric) => guardedMetric(metric, alphaOfEach(guard))),
  };
}

function guardedMetric(metric: MetricResult, alpha: number): GuardedMetric {
  const { metric: metricId, name, type, direction } = metric;
  const margin = metric.margin ?? 0;
  const sides = metric.variations.map(({ mean }) => mean);
  const means = { control: sides[0] ?? null, rollout: sides[1] ?? null };
  const common = { metricId, name, type, direction, margin, ...means };
  const few = Math.min(...metric.variations.map(({ n }) => n)) < FEWEST_PEOPLE;
  const tooFew = few ? said('tooFewOfASide', { people: FEWEST_PEOPLE }) : null;
  const { relativeLift, interval, why } = comparisonOf(metric, alpha);
  const hurt = !few && interval !== null && leastLoss(direction, interval) > margin;
  return { ...common, relativeLift, interval, hurt, ...(tooFew ?? why) };
}

/** What is lost at the better end of the interval: less is not to be believed. */
function leastLoss(direction: MetricDirection, [low, high]: [number, number]): number {
  return direction === 'up' ? -high : low;
}

interface Compared {
  relativeLift: number | null;
  interval: [number, number] | null;
  why: Pick<GuardedMetric, 'reason' | 'reasonCode' | 'reasonValues'>;
}

function comparisonOf({ variations }: MetricResult, alpha: number): Compared {
  const [control, rollout] = variations;
  if (!control || !rollout) return { relativeLift: null, interval: null, why: said('nobodyExposed') };
  const { relativeLift, interval, reason, reasonCode, reasonValues } = rollout;
  if (interval !== null) return { relativeLift, interval, why: NO_REASON };
  const why = { reason, reasonCode, reasonValues };
  return withoutVariance(control, rollout, alpha) ?? { relativeLift: null, interval: null, why };
}

interface Side {
  n: number;
  mean: number | null;
  variance: number | null;
}

/**
 * A new value that breaks something leaves nobody who does it, and where there never was an error the control has none: one
 * side without variance is the very case to be seen. If nothing had changed both would vary as all people together do.
 * Relative to the control, unless that is at 0: then it is the difference itself, and any loss is more than a share of nothing.
 */
function withoutVariance(control: Side, rollout: Side, alpha: number): Compared | null {
  const [mean, other] = [control.mean, rollout.mean];
  if (mean === null || other === null || mean === other) return null;
  const ofAll = varianceOfAll([
    { n: control.n, mean, variance: control.variance ?? 0 },
    { n: rollout.n, mean: other, variance: rollout.variance ?? 0 },
  ]);
  const base = mean === 0 ? 1 : Math.abs(mean);
  const estimate = (other - mean) / base;
  const standardError = Math.sqrt(ofAll * (1 / control.n + 1 / rollout.n)) / base;
  const effect = { scale: 'relative', estimate, standardError, degreesOfFreedom: Infinity } as const;
  const { interval } = sequentialTest(effect, control.n + rollout.n, { confidence: 1 - alpha });
  return {
    relativeLift: mean === 0 ? null : estimate,
    interval: interval as [number, number],
    why: NO_REASON,
  };
}
