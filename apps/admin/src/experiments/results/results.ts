import type { ExperimentResults, MetricResult, MetricRole } from '@groundswell/contracts';

export interface Comparison {
  metric: MetricResult;
  variation: string;
  lift: number;
  interval: [number, number];
}

export type Sentence =
  | { kind: 'sick' | 'nobody' }
  | { kind: 'won' | 'ahead' | 'lost' | 'open'; found: Comparison }
  | { kind: 'mixed'; found: Comparison; against: Comparison }
  | { kind: 'hurt'; found: Comparison; guardrail: MetricResult };

/**
 * What the results say in one sentence: health before all, then guardrails, then the goals. A treatment that is only ahead has
 * an interval apart from no difference, and yet is not to be shipped: it is early, or not sure among so many comparisons.
 */
export function verdictOf({ health, variations, metrics, recommendation }: ExperimentResults): Sentence {
  if (variations.every(({ exposed }) => exposed === 0)) return { kind: 'nobody' };
  if (health.srm.alarm) return { kind: 'sick' };
  const goals = ofRole(metrics, 'goal').flatMap(comparisonsOf);
  const hurtBy = ({ variation }: Comparison) =>
    ofRole(metrics, 'guardrail').find((metric) => guardrailState(metric, variation) === 'hurt');
  const worseBy = ({ variation }: Comparison) =>
    goals.find((found) => found.variation === variation && sideOf(found) === 'bad');
  const good = goals.filter((found) => sideOf(found) === 'good').sort(byGain);
  const better = good.filter((found) => !hurtBy(found) && !worseBy(found));
  const { action, variation } = recommendation;
  const winner = action === 'ship' && better.find((found) => found.variation === variation);
  if (winner) return { kind: 'won', found: winner };
  if (better[0]) return { kind: 'ahead', found: better[0] };
  const [bought] = good;
  const [guardrail, against] = bought ? [hurtBy(bought), worseBy(bought)] : [];
  if (bought && guardrail) return { kind: 'hurt', found: bought, guardrail };
  if (bought && against) return { kind: 'mixed', found: bought, against };
  const worse = goals.find((found) => sideOf(found) === 'bad');
  if (worse) return { kind: 'lost', found: worse };
  return goals[0] ? { kind: 'open', found: goals[0] } : { kind: 'nobody' };
}

export const ofRole = (metrics: readonly MetricResult[], role: MetricRole) =>
  metrics.filter((metric) => metric.role === role);

const byGain = (one: Comparison, other: Comparison) => Math.abs(other.lift) - Math.abs(one.lift);

/** Treatments of which a lift with its interval is known. */
export function comparisonsOf(metric: MetricResult): Comparison[] {
  return metric.variations.flatMap(({ key, relativeLift, interval }) =>
    relativeLift === null || interval === null
      ? []
      : [{ metric, variation: key, lift: relativeLift, interval }],
  );
}

export type Side = 'good' | 'bad' | 'open';

/** On which side of no difference an interval is. */
export function sideOf({ metric, interval: [low, high] }: Comparison): Side {
  const isUp = metric.direction === 'up';
  if (low > 0) return isUp ? 'good' : 'bad';
  if (high < 0) return isUp ? 'bad' : 'good';
  return 'open';
}

export type GuardrailState = 'hurt' | 'holds' | 'open';

/**
 * A guardrail is hurt where even the better end of its interval is beyond the margin, and holds where the worse end is within
 * it. Of one treatment, or the gravest of all.
 */
export function guardrailState(metric: MetricResult, variation?: string): GuardrailState {
  const margin = metric.margin ?? 0;
  const states = comparisonsOf(metric)
    .filter((found) => variation === undefined || found.variation === variation)
    .map(({ interval: [low, high] }): GuardrailState => {
      const [least, most] = metric.direction === 'up' ? [-high, -low] : [low, high];
      return least > margin ? 'hurt' : most <= margin ? 'holds' : 'open';
    });
  if (states.includes('hurt')) return 'hurt';
  return states.length === 0 || states.includes('open') ? 'open' : 'holds';
}

const ROLE_ORDER: readonly MetricRole[] = ['goal', 'guardrail', 'secondary'];

/** Goals first, then what may not get worse. */
export const inOrder = (metrics: readonly MetricResult[]) =>
  ROLE_ORDER.flatMap((role) => ofRole(metrics, role));
