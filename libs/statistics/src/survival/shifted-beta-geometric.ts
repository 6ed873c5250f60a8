import { StatisticsError } from '../statistics-error.js';

export interface ShiftedBetaGeometric {
  alpha: number;
  beta: number;
  logLikelihood: number;
  /** α/(α + β): the share that leaves after the first period. */
  meanChurn: number;
}

/** weight·ln(a·α + b·β + c): the likelihood is a sum of these, so its derivatives are exact. */
interface Term {
  weight: number;
  a: 0 | 1;
  b: 0 | 1;
  c: number;
}

/**
 * How long people stay where each leaves after a period with a chance of their own, which is beta-distributed:
 * P(T = t) = B(α + 1, β + t − 1)/B(α, β), S(t) = B(α, β + t)/B(α, β), fitted by maximum likelihood (Fader and Hardie 2007,
 * "How to Project Customer Retention").
 * @param survivors people at the beginning, and how many of them are left after each period
 * @throws StatisticsError where there is no best fit
 */
export function fitShiftedBetaGeometric(survivors: readonly number[]): ShiftedBetaGeometric {
  requireTable(survivors);
  const terms = termsOf(survivors);
  const size = survivors[0]!;
  let at: Point = [0, 0];
  for (let step = 0; step < 500; step++) {
    const slope = slopeAt(terms, at);
    if (Math.hypot(slope.ga, slope.gb) < 1e-11 * size) return resultOf(terms, at);
    const next = stepFrom(terms, at, slope);
    if (!next) return resultOf(terms, at);
    at = next;
    if (Math.max(...at.map(Math.abs)) > 14) break;
  }
  throw new StatisticsError(
    'survivors',
    'have no best fit: the share that leaves does not fall from period to period, so that people do not differ',
  );
}

/** S(0) … S(periods). */
export function survivalOf({ alpha, beta }: { alpha: number; beta: number }, periods: number): number[] {
  const curve = [1];
  for (let t = 1; t <= periods; t++) curve.push((curve[t - 1]! * (beta + t - 1)) / (alpha + beta + t - 1));
  return curve;
}

/** ln α and ln β, so that both stay above 0. */
type Point = [number, number];

function requireTable(survivors: readonly number[]): void {
  if (survivors.length < 3)
    throw new StatisticsError('survivors', 'needs the beginning and two periods at least');
  const rise = survivors.findIndex((count, index) => index > 0 && count > survivors[index - 1]!);
  if (rise > 0)
    throw new StatisticsError(`survivors.${rise}`, 'must not be more than before: nobody comes back');
  if (survivors.at(-1) === survivors[0]) throw new StatisticsError('survivors', 'say that nobody left');
}

function termsOf(survivors: readonly number[]): Term[] {
  const terms: Term[] = [];
  const periods = survivors.length - 1;
  for (let t = 1; t <= periods; t++) {
    const [stayed, before] = [survivors[t]!, survivors[t - 1]!];
    // Of those who were there, the chance to leave is α/(α + β + t − 1), and to stay the rest.
    terms.push({ weight: before - stayed, a: 1, b: 0, c: 0 });
    terms.push({ weight: stayed, a: 0, b: 1, c: t - 1 });
    terms.push({ weight: -before, a: 1, b: 1, c: t - 1 });
  }
  return terms;
}

const valueOf = ({ a, b, c }: Term, [la, lb]: Point) => a * Math.exp(la) + b * Math.exp(lb) + c;
const likelihood = (terms: Term[], at: Point) =>
  terms.reduce((sum, term) => (term.weight === 0 ? sum : sum + term.weight * Math.log(valueOf(term, at))), 0);

/** First and second derivatives by ln α and ln β. */
function slopeAt(terms: Term[], at: Point) {
  const [alpha, beta] = at.map(Math.exp) as Point;
  const sum = { ga: 0, gb: 0, haa: 0, hbb: 0, hab: 0 };
  for (const term of terms) {
    const value = valueOf(term, at);
    const [da, db] = [(term.a * alpha) / value, (term.b * beta) / value];
    sum.ga += term.weight * da;
    sum.gb += term.weight * db;
    sum.haa += term.weight * (da - da * da);
    sum.hbb += term.weight * (db - db * db);
    sum.hab -= term.weight * da * db;
  }
  return sum;
}

/** Newton's step where the likelihood is curved downwards, else up the slope; halved until it is better; null: none is. */
function stepFrom(terms: Term[], at: Point, slope: ReturnType<typeof slopeAt>): Point | null {
  const { ga, gb, haa, hbb, hab } = slope;
  const determinant = haa * hbb - hab * hab;
  const isCurved = haa < 0 && determinant > 0;
  const size = Math.hypot(ga, gb);
  const [da, db] = isCurved
    ? [-(hbb * ga - hab * gb) / determinant, -(haa * gb - hab * ga) / determinant]
    : [ga / size, gb / size];
  const now = likelihood(terms, at);
  for (let share = Math.min(1, 2 / Math.hypot(da, db)); share > 1e-12; share /= 2) {
    const next: Point = [at[0] + share * da, at[1] + share * db];
    if (likelihood(terms, next) > now) return next;
    // At the top the likelihood is flat to the last digit, and its slope still tells.
    if (isCurved && share === 1 && size < 1e-3 && sizeAt(terms, next) < size / 2) return next;
  }
  return null;
}

const sizeAt = (terms: Term[], at: Point) => {
  const { ga, gb } = slopeAt(terms, at);
  return Math.hypot(ga, gb);
};

function resultOf(terms: Term[], at: Point): ShiftedBetaGeometric {
  const [alpha, beta] = at.map(Math.exp) as Point;
  return { alpha, beta, logLikelihood: likelihood(terms, at), meanChurn: alpha / (alpha + beta) };
}
