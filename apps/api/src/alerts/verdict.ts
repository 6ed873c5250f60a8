import type { AlertRule, AlertVerdict, SeriesPoint } from '@groundswell/contracts';
import { normalQuantile } from '@groundswell/statistics';

/** Fewer differences than these say too little of what is usual. */
const LEAST_DIFFERENCES = 6;

type Held = Pick<AlertVerdict, 'low' | 'high' | 'change'> & { isFiring: boolean };

/**
 * Judges the last complete bucket of a series.
 * @param season buckets after which the series repeats itself; 1 where it does not
 */
export function verdictOf(series: readonly SeriesPoint[], rule: AlertRule, season: number): AlertVerdict {
  const complete = series.filter((point) => point.complete);
  const last = complete.at(-1);
  const none = {
    bucket: last?.bucket ?? null,
    value: last?.value ?? null,
    low: null,
    high: null,
    change: null,
  };
  if (!last || last.value === null) return { ...none, outcome: 'noData' };
  const values = complete.map(({ value }) => value);
  const held = hold(values, last.value, rule, season);
  if (!held) return { ...none, outcome: 'noData' };
  const { isFiring, ...bounds } = held;
  return { ...none, ...bounds, outcome: isFiring ? 'firing' : 'ok' };
}

function hold(values: (number | null)[], value: number, rule: AlertRule, season: number): Held | null {
  switch (rule.type) {
    case 'threshold':
      return rule.operator === 'above'
        ? { low: null, high: rule.value, change: null, isFiring: value > rule.value }
        : { low: rule.value, high: null, change: null, isFiring: value < rule.value };
    case 'change':
      return changed(values.at(-1 - (rule.against === 'season' ? season : 1)), value, rule);
    case 'band':
      return outOfBand(values, value, rule.confidence, season);
  }
}

/** Null where there is nothing to compare with: a change from 0 has no size. */
function changed(
  base: number | null | undefined,
  value: number,
  { direction, by }: AlertRule & { type: 'change' },
): Held | null {
  if (base === null || base === undefined || base === 0) return null;
  const change = (value - base) / Math.abs(base);
  const isFiring = (direction !== 'down' && change >= by) || (direction !== 'up' && change <= -by);
  return { low: base, high: base, change, isFiring };
}

/**
 * The seasonal naive forecast, the value one season before, with the interval of its past errors: ± z·√(Σe²/n) for e the
 * differences over a season (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., sections 5.2
 * and 5.5). The bucket that is judged is not among the errors.
 */
function outOfBand(
  values: (number | null)[],
  value: number,
  confidence: number,
  season: number,
): Held | null {
  const expected = values.at(-1 - season);
  const past = values.slice(0, -1);
  const errors = past.flatMap((one, index) => {
    const before = past[index - season];
    return one === null || before === null || before === undefined ? [] : [one - before];
  });
  if (expected === null || expected === undefined || errors.length < LEAST_DIFFERENCES) return null;
  const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  const half = normalQuantile((1 + confidence) / 2) * deviation;
  const [low, high] = [expected - half, expected + half];
  return { low, high, change: null, isFiring: value < low || value > high };
}
