import { AttributionError } from '../attribution-error.js';
import type { PathTouch } from '../path.js';

/** Shares of the touches of one path, in their order; they add up to 1. Paths have at least one touch. */
export type Rule = (touches: readonly PathTouch[]) => number[];

const allTo =
  (chosen: (touches: readonly PathTouch[]) => number): Rule =>
  (touches) => {
    const index = chosen(touches);
    return touches.map((_, at) => (at === index ? 1 : 0));
  };

export const firstTouch = allTo(() => 0);
export const lastTouch = allTo((touches) => touches.length - 1);

/** All to the last touch that is not direct; to the last, where all are. */
export function lastNonDirect(direct: ReadonlySet<string>): Rule {
  return allTo((touches) => {
    const index = touches.findLastIndex(({ key }) => !direct.has(key));
    return index < 0 ? touches.length - 1 : index;
  });
}

export const linear: Rule = (touches) => touches.map(() => 1 / touches.length);

const ENDS = 0.4;
const BETWEEN = 0.2;

/** 40 % first, 20 % between, 40 % last; one touch takes all, two take half each. */
export const position: Rule = (touches) => {
  const last = touches.length - 1;
  if (last < 2) return linear(touches);
  return touches.map((_, at) => (at === 0 || at === last ? ENDS : BETWEEN / (last - 1)));
};

/**
 * Halved with every half-life of age.
 * @throws AttributionError where a touch has no age
 */
export function timeDecay(halfLifeMs: number): Rule {
  return (touches) => {
    const ages = touches.map(ageOf);
    // Counted from the youngest, so that a path of old touches does not vanish in rounding.
    const youngest = Math.min(...ages);
    const weights = ages.map((age) => 2 ** ((youngest - age) / halfLifeMs));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
}

function ageOf({ key, ageMs }: PathTouch): number {
  if (ageMs !== undefined) return ageMs;
  throw new AttributionError(`Time decay needs the age of every touch, and one of "${key}" has none.`);
}
