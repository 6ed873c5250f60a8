import type { ExperimentResults, MetricResult, VariationResult } from '@groundswell/contracts';
import type { Asked } from './assemble-results.js';

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
  if (people === 0) return { action: 'continue', variation: null, reasons: ['Nobody has been exposed yet.'] };
  if (srm.alarm) {
    const reason = `People did not come to the variations as they were to (p = ${srm.pValue.toPrecision(2)}).`;
    return { action: 'investigate', variation: null, reasons: [reason] };
  }
  const treatments = asked.variations.slice(1).map(({ key }) => judge(key, metrics, asked.settings.alpha));
  const best = treatments
    .filter(({ better, worse, hurt }) => better.length > 0 && worse.length === 0 && hurt.length === 0)
    .sort((a, b) => b.lift - a.lift)[0];
  const isPlanned = asked.plannedPeople !== null && people < asked.plannedPeople;
  const isEarly = asked.stoppedAt === null && isPlanned && !asked.settings.sequential;
  if (best && isEarly) {
    const reason = `${people} of the ${asked.plannedPeople} planned people are in: a lead this early often shrinks.`;
    return { action: 'continue', variation: best.key, reasons: [...best.better, reason] };
  }
  if (best) return { action: 'ship', variation: best.key, reasons: best.better };
  const against = treatments.flatMap(({ worse, hurt }) => [...worse, ...hurt]);
  if (treatments.length > 0 && treatments.every(({ worse, hurt }) => worse.length + hurt.length > 0)) {
    return { action: 'keepControl', variation: asked.variations[0]!.key, reasons: against };
  }
  return open(asked, people, against);
}

function open(asked: Asked, people: number, against: string[]): Recommendation {
  const nothing = 'No goal is surely better or worse.';
  const { plannedPeople, stoppedAt } = asked;
  if (stoppedAt !== null) {
    return { action: 'keepControl', variation: asked.variations[0]!.key, reasons: [...against, nothing] };
  }
  if (plannedPeople !== null && people >= plannedPeople) {
    const reason = `The ${plannedPeople} planned people are in: a lift of the size that matters would have been seen.`;
    return { action: 'stop', variation: null, reasons: [...against, nothing, reason] };
  }
  const planned = plannedPeople === null ? '' : ` ${people} of the ${plannedPeople} planned people are in.`;
  return { action: 'continue', variation: null, reasons: [...against, `${nothing}${planned}`] };
}

function judge(key: string, metrics: MetricResult[], alpha: number) {
  const verdict = { key, better: [] as string[], worse: [] as string[], hurt: [] as string[], lift: 0 };
  for (const metric of metrics) {
    const result = metric.variations.find((one) => one.key === key);
    if (!result) continue;
    const sign = metric.direction === 'up' ? 1 : -1;
    if (metric.role === 'goal' && isSure(result, alpha)) {
      const gain = sign * (result.relativeLift ?? result.absoluteLift ?? 0);
      verdict.lift += gain;
      (gain > 0 ? verdict.better : verdict.worse).push(sentence(metric, result));
    }
    if (metric.role === 'guardrail' && isHurt(metric, result)) {
      verdict.hurt.push(`Guardrail: ${sentence(metric, result)}`);
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

function sentence({ name }: MetricResult, { key, relativeLift, interval }: VariationResult): string {
  const percent = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(1)} %`;
  if (relativeLift === null || interval === null) return `"${name}" of ${key} differs.`;
  return `"${name}" of ${key} is ${percent(relativeLift)} (${percent(interval[0])} to ${percent(interval[1])}).`;
}
