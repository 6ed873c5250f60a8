import { normalCdf, normalDensity } from '../distributions/normal.js';
import type { Sample } from '../samples/sample.js';
import { varianceOfAll } from '../samples/variance-of-all.js';
import { StatisticsError } from '../statistics-error.js';

/** No arm gets less, so that what is thought the worse can still turn out the better. */
export const FLOOR = 0.01;
/** Below so many people in any arm the weights are left alone. */
export const FEWEST_PEOPLE = 100;

/**
 * Shares of traffic by Thompson sampling (1933): floor + (1 − k·floor)·P(arm is best), the arms' means normal. P(best) is
 * the integral of one arm's density times the others' distributions, by Simpson's rule piece by piece; nothing is drawn at random.
 * An arm without variance, such as one in which nobody converts, is taken to vary as all people together do: it is the one to
 * get away from.
 * @returns null where an arm has too few people to change anything, or all people of all arms are alike
 */
export function banditWeights(arms: readonly Sample[], lowerIsBetter = false): number[] | null {
  if (arms.length < 2) throw new StatisticsError('arms', 'needs two arms or more');
  if (arms.some(({ n }) => n < FEWEST_PEOPLE)) return null;
  const ofAll = varianceOfAll(arms);
  if (!(ofAll > 0)) return null;
  const varying = arms.map((arm) => (arm.variance > 0 ? arm : { ...arm, variance: ofAll }));
  const best = chancesToBeBest(varying, lowerIsBetter);
  return best.map((chance) => FLOOR + (1 - arms.length * FLOOR) * chance);
}

/** Of each piece. */
const PANELS = 400;
/** Standard errors beyond which a normal distribution has nothing left. */
const REACH = 9;

export function chancesToBeBest(arms: readonly Sample[], lowerIsBetter = false): number[] {
  const sign = lowerIsBetter ? -1 : 1;
  const beliefs = arms.map(({ n, mean, variance }) => ({
    mean: sign * mean,
    error: Math.sqrt(variance / n),
  }));
  if (beliefs.some(({ error }) => !(error > 0))) throw new StatisticsError('arms', 'an arm has no variance');
  const chances = beliefs.map(({ mean, error }, own) => {
    const others = beliefs.filter((_, index) => index !== own);
    const at = (x: number) =>
      others.reduce(
        (product, other) => product * normalCdf((x - other.mean) / other.error),
        normalDensity((x - mean) / error) / error,
      );
    const borders = piecesOf({ mean, error }, others);
    return borders.slice(1).reduce((sum, to, piece) => sum + simpson(at, borders[piece]!, to, PANELS), 0);
  });
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}

interface Belief {
  mean: number;
  error: number;
}

/** Where to cut the range of an arm: others that are known far better turn within a sliver of it. */
function piecesOf({ mean, error }: Belief, others: Belief[]): number[] {
  const [from, to] = [mean - REACH * error, mean + REACH * error];
  const turns = others.flatMap((other) =>
    [-REACH, 0, REACH].map((errors) => other.mean + errors * other.error),
  );
  return [from, ...turns.filter((at) => at > from && at < to), to].sort((one, other) => one - other);
}

function simpson(f: (x: number) => number, from: number, to: number, panels: number): number {
  const step = (to - from) / panels;
  let sum = f(from) + f(to);
  for (let i = 1; i < panels; i++) sum += f(from + i * step) * (i % 2 === 0 ? 2 : 4);
  return (sum * step) / 3;
}
