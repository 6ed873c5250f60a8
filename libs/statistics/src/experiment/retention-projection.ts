import { normalQuantile } from '../distributions/normal.js';
import { StatisticsError } from '../statistics-error.js';

/** Of the people who can be judged on a day after their first, how many were back on it. */
export interface RetentionPoint {
  /** Since the first day, which is 0. */
  day: number;
  people: number;
  returned: number;
}

export interface RetentionCurve {
  /** Share that is back on day 1, as the curve has it. */
  scale: number;
  /** Below 0: how fast fewer come back. */
  exponent: number;
  /** Share on the day that is asked for. */
  rate: number;
  /** Of the logarithm of that share, at most. */
  standardError: number;
}

export interface RetentionProjection {
  control: RetentionCurve;
  treatment: RetentionCurve;
  /** Of the shares on that day. */
  relativeLift: number;
  interval: [number, number];
}

/** A line needs two, and one more to tell whether it is one. */
const FEWEST_DAYS = 3;

/**
 * Retention on a day as the power law scale·day^exponent, which forgetting follows (Wixted and Ebbesen 1991, "On the form of
 * forgetting"): a line through ln r over ln day by weighted least squares, with the variance (1 − r)/(r·n) of ln r by the
 * delta method. Days tell of the same people, so that their errors are added up as if they went all one way: the standard
 * error is no less than the true one whatever the correlation (Cauchy–Schwarz). That the law holds so far ahead is assumed.
 * @param day after the last that was observed
 * @throws StatisticsError where there are too few days, nobody or everybody is back, or the curve does not fall
 */
export function retentionCurve(points: readonly RetentionPoint[], day: number): RetentionCurve {
  requirePoints(points, day);
  const seen = points.map(({ day: at, people, returned }) => {
    const rate = returned / people;
    return { x: Math.log(at), y: Math.log(rate), variance: (1 - rate) / returned };
  });
  const total = sum(seen.map(({ variance }) => 1 / variance));
  const centre = sum(seen.map(({ x, variance }) => x / variance)) / total;
  const spread = sum(seen.map(({ x, variance }) => (x - centre) ** 2 / variance));
  const slopes = seen.map(({ x, variance }) => (x - centre) / variance / spread);
  const exponent = sum(seen.map(({ y }, index) => slopes[index]! * y));
  if (exponent >= 0) throw new StatisticsError('points', 'do not fall from day to day', 'noFall');
  // How much the projection follows each of the points.
  const ahead = Math.log(day) - centre;
  const shares = seen.map(({ variance }, index) => 1 / variance / total + ahead * slopes[index]!);
  const projected = sum(seen.map(({ y }, index) => shares[index]! * y));
  return {
    scale: Math.exp(projected - exponent * Math.log(day)),
    exponent,
    rate: Math.exp(projected),
    standardError: sum(seen.map(({ variance }, index) => Math.abs(shares[index]!) * Math.sqrt(variance))),
  };
}

/**
 * What a difference in retention comes to later on: the ratio of two curves, with an interval that is normal for its
 * logarithm. The two groups are other people, so that their variances add up.
 * @throws StatisticsError as `retentionCurve`
 */
export function projectRetention(
  control: readonly RetentionPoint[],
  treatment: readonly RetentionPoint[],
  day: number,
  confidence = 0.95,
): RetentionProjection {
  const [before, after] = [retentionCurve(control, day), retentionCurve(treatment, day)];
  const difference = Math.log(after.rate / before.rate);
  const half =
    normalQuantile(1 - (1 - confidence) / 2) * Math.hypot(before.standardError, after.standardError);
  return {
    control: before,
    treatment: after,
    relativeLift: Math.expm1(difference),
    interval: [Math.expm1(difference - half), Math.expm1(difference + half)],
  };
}

const sum = (list: number[]) => list.reduce((total, one) => total + one, 0);

function requirePoints(points: readonly RetentionPoint[], day: number): void {
  const days = new Set(points.map((point) => point.day));
  if (days.size < FEWEST_DAYS) throw new StatisticsError('points', `needs ${FEWEST_DAYS} days at least`);
  if (Math.min(...days) < 1) throw new StatisticsError('points', 'must be of day 1 and later');
  if (!(day > Math.max(...days)))
    throw new StatisticsError('day', 'must be after the last that was observed');
  const nobody = points.findIndex(({ returned, people }) => !(returned > 0 && returned < people));
  if (nobody >= 0)
    throw new StatisticsError(`points.${nobody}`, 'nobody or everybody is back', 'nobodyOrEverybody');
}
