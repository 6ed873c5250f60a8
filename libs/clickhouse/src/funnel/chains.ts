import { type FunnelQuery, isSameStep } from '@groundswell/contracts';
import { millisBetween } from '../sequences/packed-events.js';
import { marksFor } from './marks.js';

/**
 * For every event of a person (arrays `k`, their keys, and `m`, their marks), the attempt that begins with it. Each array
 * is filled backwards once, so the cost grows with the events and not with their square.
 */
export interface Chains {
  /**
   * Columns as `expression AS name`, in levels that each see those before them: within one, the engine would write every
   * alias out where it is used, which takes it longer than the answer.
   */
  levels: string[][];
  /** Names of the columns that make up an attempt after its beginning. */
  parts: string[];
  /** Steps reached by an attempt `z` (`z.1`: its beginning, then the parts), 0 where an exclusion voids it. */
  depth: string;
  /** Keys of the steps that it reached, in their order in time. */
  reached: string;
}

export function chainsOf(query: FunnelQuery, windowMs: string): Chains {
  return query.order === 'any' ? anyOrder(query, windowMs) : inOrder(query, windowMs);
}

const NONE = 'toUInt64(0)';
const part = (index: number) => `tupleElement(z, ${index})`;
const inWindow = (index: number, windowMs: string) =>
  `(${part(index)} != 0 AND ${millisBetween(part(1), part(index))} <= ${windowMs})`;

/** Of the event after each, or, where steps may lie apart, of the first one after it that has the mark. */
const after = (strict: boolean, place: number, column: string) => {
  const marked = `arrayMap((m, v) -> if(bitTest(m, ${place}), v, ${NONE}), m, ${column})`;
  return `arrayShiftLeft(${strict ? marked : nearest(marked)}, 1, ${NONE})`;
};
const nearest = (column: string) => `arrayReverseFill(v -> v != 0, ${column})`;

/** Each step is taken at its first chance after the step before. */
function inOrder(query: FunnelQuery, windowMs: string): Chains {
  const { steps, order, exclusions = [] } = query;
  const places = marksFor(query);
  const strict = order === 'strict';
  const last = steps.length - 1;
  // What is excluded after a step is carried to the attempt's beginning along the same steps.
  const levels = [
    exclusions.map(({ between: [from] }, x) => `${after(false, places.exclusion(x), 'k')} AS x${x}_${from}`),
  ];
  for (let step = last; step >= 1; step--) {
    const targets = Array.from({ length: last - step + 1 }, (_, index) => step + index);
    levels.push([
      ...targets.map((target) => {
        const source = target === step ? 'k' : `s${step + 1}_${target}`;
        return `${after(strict, step, source)} AS s${step}_${target}`;
      }),
      ...exclusions.flatMap(({ between: [from] }, x) =>
        from < step ? [] : [`${after(strict, step, `x${x}_${step}`)} AS x${x}_${step - 1}`],
      ),
    ]);
  }
  const stepParts = steps.slice(1).map((_, index) => `s1_${index + 1}`);
  const reachedStep = (step: number) => (step === 0 ? '1' : inWindow(step + 1, windowMs));
  const voids = exclusions.map(({ between: [from, to] }, index) => {
    const excluded = steps.length + index + 1;
    const passed = `(${reachedStep(to)} AND ${part(to + 1)} <= ${part(excluded)})`;
    return `(${reachedStep(from)} AND ${inWindow(excluded, windowMs)} AND NOT ${passed})`;
  });
  const depth = steps.map((_, step) => reachedStep(step)).join(' + ');
  return {
    levels,
    parts: [...stepParts, ...exclusions.map((_, index) => `x${index}_0`)],
    depth: voids.length > 0 ? `if(${voids.join(' OR ')}, 0, ${depth})` : depth,
    reached: `[${steps.map((_, index) => part(index + 1)).join(', ')}]`,
  };
}

/** A step said twice needs two events; other steps have events of their own, as the contract sees to. */
function anyOrder({ steps }: FunnelQuery, windowMs: string): Chains {
  const levels: string[][] = [];
  steps.forEach((step, index) => {
    const same = steps.findLastIndex((other, place) => place < index && isSameStep(step, other));
    const source = same < 0 ? 'k' : `arrayShiftLeft(o${same}, 1, ${NONE})`;
    const marked = `arrayMap((m, v) -> if(bitTest(m, ${index}), v, ${NONE}), m, ${source})`;
    levels.push([`${nearest(marked)} AS o${index}`]);
  });
  const found = steps.map((_, index) => inWindow(index + 2, windowMs));
  const keys = steps.map((_, index) => `if(${found[index]}, ${part(index + 2)}, ${NONE})`);
  return {
    levels,
    parts: steps.map((_, index) => `o${index}`),
    depth: found.join(' + '),
    reached: `arraySort(arrayFilter(key -> key != 0, [${keys.join(', ')}]))`,
  };
}
