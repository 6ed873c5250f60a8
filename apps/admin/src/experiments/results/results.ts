/** What `GET …/experiments/{id}/results` gives (the promised part of it). */
export interface Results {
  health: {
    srm: {
      observed: number[];
      expected: number[];
      chiSquare: number;
      pValue: number | null;
      alarm: boolean;
    };
    multipleExposures: number;
    warnings: (string | { message: string })[];
  };
  variations: { key: string; exposed: number }[];
  exposuresPerDay?: { day: string; variations: { key: string; exposed: number }[] }[];
  metrics: MetricResult[];
  projections?: Projection[];
  recommendation: { action: string; reasons: string[] };
}

export interface MetricResult {
  /** Id or name, as the API names it. */
  metric: number | string;
  role: 'goal' | 'secondary' | 'guardrail';
  variations: VariationResult[];
  slices?: { property: string; value: string; variations: VariationResult[] }[];
  /** All who were exposed up to and with a day, as they are known now. */
  series?: {
    day: string;
    variations: {
      key: string;
      n: number;
      mean: number | null;
      relativeLift: number | null;
      interval: Bounds | null;
    }[];
  }[];
}

/** Retention in the long run, of one kind of return. */
export interface Projection {
  event: string | null;
  days: number[];
  horizons: {
    day: number;
    variations: { key: string; rate: number; relativeLift: number | null; interval: Bounds | null }[];
  }[];
  reason: string | null;
}

type Bounds = [number | null, number | null];

export interface VariationResult {
  key: string;
  n: number;
  mean: number | null;
  variance: number | null;
  relativeLift: number | null;
  interval: Bounds | null;
  pValue: number | null;
  pValueAdjusted: number | null;
  sequentialInterval: Bounds | null;
  chanceToWin: number | null;
  expectedLoss: number | null;
}

export interface Comparison {
  metric: MetricResult;
  variation: string;
  lift: number;
  interval: [number, number];
}

/** What is not in the results: which way is good, and what loss is put up with. */
export interface Aims {
  direction(metric: MetricResult): 'up' | 'down';
  margin(metric: MetricResult): number;
}

export type Sentence =
  | { kind: 'sick' | 'nobody' }
  | { kind: 'won' | 'lost' | 'open'; found: Comparison }
  | { kind: 'hurt'; found: Comparison; guardrail: MetricResult };

/** What the results say in one sentence: health before all, then guardrails, then the goals. */
export function verdictOf({ health, variations, metrics }: Results, aims: Aims): Sentence {
  if (variations.every(({ exposed }) => exposed === 0)) return { kind: 'nobody' };
  if (health.srm.alarm) return { kind: 'sick' };
  const goals = metrics.filter(({ role }) => role === 'goal').flatMap(comparisonsOf);
  const by = (side: Side) => goals.find((found) => sideOf(found, aims) === side);
  const good = by('good');
  const found = good ?? by('bad') ?? goals[0];
  if (!found) return { kind: 'nobody' };
  if (!good) return { kind: sideOf(found, aims) === 'bad' ? 'lost' : 'open', found };
  const guardrail = metrics.find(
    (metric) => metric.role === 'guardrail' && isHurt(metric, found.variation, aims),
  );
  return guardrail ? { kind: 'hurt', found, guardrail } : { kind: 'won', found };
}

/** Treatments of which a lift with its interval is known. */
export function comparisonsOf(metric: MetricResult): Comparison[] {
  return metric.variations.flatMap(({ key, relativeLift, interval }) => {
    const [low, high] = interval ?? [null, null];
    if (relativeLift === null || low === null || high === null) return [];
    return [{ metric, variation: key, lift: relativeLift, interval: [low, high] }];
  });
}

export type Side = 'good' | 'bad' | 'open';

/** On which side of no difference an interval is. */
export function sideOf({ metric, interval: [low, high] }: Comparison, aims: Aims): Side {
  const isUp = aims.direction(metric) === 'up';
  if (low > 0) return isUp ? 'good' : 'bad';
  if (high < 0) return isUp ? 'bad' : 'good';
  return 'open';
}

/** A guardrail is hurt where even the better end of its interval is beyond the margin. */
function isHurt(metric: MetricResult, variation: string, aims: Aims): boolean {
  return comparisonsOf(metric).some((found) => {
    const [low, high] = found.interval;
    const loss = aims.direction(metric) === 'up' ? -high : low;
    return found.variation === variation && loss > aims.margin(metric);
  });
}
