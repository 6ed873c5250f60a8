import type {
  ExperimentResults,
  MetricResult,
  RecommendedAction,
  VariationResult,
} from '@groundswell/contracts';
import type { Asked } from './assemble-results.js';
import { type Reason, said } from './reason.js';

interface Found {
  srm: ExperimentResults['health']['srm'];
  exposed: number[];
  metrics: MetricResult[];
}
type Recommendation = ExperimentResults['recommendation'];

/**
 * What to do, and why, in this order: a test that is not sound is looked into; a variation that hurts a guardrail is not
 * shipped; one that is surely better on a goal, and surely worse on none, is; one that is surely worse is not; what is not known yet goes on
 * until the planned number of people.
 */
export function recommend(asked: Asked, { srm, exposed, metrics }: Found): Recommendation {
  const people = exposed.reduce((sum, one) => sum + one, 0);
  if (people === 0) return advice('continue', null, [said('nobodyExposed')]);
  if (srm.alarm) {
    return advice('investigate', null, [said('sampleRatio', { p: Number(srm.pValue.toPrecision(2)) })]);
  }
  const treatments = asked.variations.slice(1).map(({ key }) => judge(key, metrics, asked.settings.alpha));
  const best = treatments
    .filter(({ better, worse, hurt }) => better.length > 0 && worse.length === 0 && hurt.length === 0)
    .sort((a, b) => b.lift - a.lift)[0];
  const isPlanned = asked.plannedPeople !== null && people < asked.plannedPeople;
  const isEarly = asked.stoppedAt === null && isPlanned && !asked.settings.sequential;
  if (best && isEarly) {
    const early = said('early', { people, planned: asked.plannedPeople! });
    return advice('continue', best.key, [...best.better, early]);
  }
  if (best) return advice('ship', best.key, best.better);
  const against = treatments.flatMap(({ worse, hurt }) => [...worse, ...hurt]);
  if (treatments.length > 0 && treatments.every(({ worse, hurt }) => worse.length + hurt.length > 0)) {
    return advice('keepControl', asked.variations[0]!.key, against);
  }
  return open(asked, people, against);
}

function advice(action: RecommendedAction, variation: string | null, reasons: Reason[]): Recommendation {
  return {
    action,
    variation,
    reasons: reasons.map(({ reason }) => reason),
    reasonCodes: reasons.map(({ reasonCode: code, reasonValues: values }) => ({ code, values })),
  };
}

function open(asked: Asked, people: number, against: Reason[]): Recommendation {
  const nothing = said('noneSure');
  const { plannedPeople: planned, stoppedAt } = asked;
  if (stoppedAt !== null) return advice('keepControl', asked.variations[0]!.key, [...against, nothing]);
  if (planned === null) return advice('continue', null, [...against, nothing]);
  if (people >= planned)
    return advice('stop', null, [...against, nothing, said('plannedReached', { planned })]);
  return advice('continue', null, [...against, said('noneSureYet', { people, planned })]);
}

function judge(key: string, metrics: MetricResult[], alpha: number) {
  const verdict = { key, better: [] as Reason[], worse: [] as Reason[], hurt: [] as Reason[], lift: 0 };
  for (const metric of metrics) {
    const result = metric.variations.find((one) => one.key === key);
    if (!result) continue;
    const sign = metric.direction === 'up' ? 1 : -1;
    if (metric.role === 'goal' && isSure(result, alpha)) {
      const gain = sign * (result.relativeLift ?? result.absoluteLift ?? 0);
      verdict.lift += gain;
      (gain > 0 ? verdict.better : verdict.worse).push(liftOf(metric, result, 'lift'));
    }
    if (metric.role === 'guardrail' && isHurt(metric, result)) {
      verdict.hurt.push(liftOf(metric, result, 'guardrailLift'));
    }
  }
  return verdict;
}

/** By the p-value as it was corrected, and by the interval where there is one. */
function isSure({ pValue, pValueAdjusted, interval }: VariationResult, alpha: number): boolean {
  const p = pValueAdjusted ?? pValue;
  const isApart = interval === null || interval[0] > 0 || interval[1] < 0;
  return p !== null && p <= alpha && isApart;
}

/** Its whole interval is on the bad side of the margin. */
function isHurt({ direction, margin }: MetricResult, { interval }: VariationResult): boolean {
  if (interval === null) return false;
  const leastLoss = direction === 'up' ? -interval[1] : interval[0];
  return leastLoss > (margin ?? 0);
}

function liftOf(
  { name: metric }: MetricResult,
  { key: variation, relativeLift, interval }: VariationResult,
  code: 'lift' | 'guardrailLift',
): Reason {
  if (relativeLift === null || interval === null) return said('differs', { metric, variation });
  const [low, high] = interval;
  return said(code, { metric, variation, lift: relativeLift, low, high });
}
