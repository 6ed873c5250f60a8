import { type FunnelQuery, isSameStep } from '@groundswell/contracts';
import type { Packing } from '../sequences/packed-events.js';
import { marksFor } from './marks.js';

/**
 * For every event of a person (array `packed`, with none after the last), the attempt that begins with it. Each array is
 * filled backwards once, so the cost grows with the events and not with their square.
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
  /** The events of the steps that it reached, in their order in time. */
  reached: string;
}

export function chainsOf(query: FunnelQuery, packing: Packing, windowMs: string): Chains {
  const sql = new ChainSql(query, packing, windowMs);
  return query.order === 'any' ? anyOrder(query, sql) : inOrder(query, sql);
}

/** SQL for no event: it has every mark but that of a beginning, so whoever looks for one finds it at the end. */
export const noEvent = (query: FunnelQuery, packing: Packing) => packing.none(2 ** marksFor(query).start - 1);

const part = (index: number) => `tupleElement(z, ${index})`;

class ChainSql {
  readonly none: string;

  constructor(
    query: FunnelQuery,
    private readonly packing: Packing,
    private readonly windowMs: string,
  ) {
    this.none = noEvent(query, packing);
  }

  inWindow(index: number): string {
    return `(${part(index)} != ${this.none} AND ${this.packing.millisBetween(part(1), part(index))} <= ${this.windowMs})`;
  }

  /** What `column` has at each event or, where that lacks the mark, at the first one after it that has it. */
  nearest(place: number, column: string): string {
    return `arrayReverseFill((v, x) -> ${this.packing.hasMark('x', place)}, ${column}, packed)`;
  }

  /** What `column` has at the event after each, or, where steps may lie apart, at the first one after it with the mark. */
  after(strict: boolean, place: number, column: string): string {
    const very = `arrayMap((v, x) -> if(${this.packing.hasMark('x', place)}, v, ${this.none}), ${column}, packed)`;
    return this.shifted(strict ? very : this.nearest(place, column));
  }

  shifted(column: string): string {
    return `arrayShiftLeft(${column}, 1, ${this.none})`;
  }
}

/** Each step is taken at its first chance after the step before. */
function inOrder(query: FunnelQuery, sql: ChainSql): Chains {
  const { steps, order, exclusions = [] } = query;
  const places = marksFor(query);
  const strict = order === 'strict';
  const last = steps.length - 1;
  // What is excluded after a step is carried to the attempt's beginning along the same steps.
  const levels = [
    exclusions.map(
      ({ between: [from] }, x) => `${sql.after(false, places.exclusion(x), 'packed')} AS x${x}_${from}`,
    ),
  ];
  for (let step = last; step >= 1; step--) {
    const targets = Array.from({ length: last - step + 1 }, (_, index) => step + index);
    levels.push([
      ...targets.map((target) => {
        const source = target === step ? 'packed' : `s${step + 1}_${target}`;
        return `${sql.after(strict, step, source)} AS s${step}_${target}`;
      }),
      ...exclusions.flatMap(({ between: [from] }, x) =>
        from < step ? [] : [`${sql.after(strict, step, `x${x}_${step}`)} AS x${x}_${step - 1}`],
      ),
    ]);
  }
  const stepParts = steps.slice(1).map((_, index) => `s1_${index + 1}`);
  const reachedStep = (step: number) => (step === 0 ? '1' : sql.inWindow(step + 1));
  const voids = exclusions.map(({ between: [from, to] }, index) => {
    const excluded = steps.length + index + 1;
    const passed = `(${reachedStep(to)} AND ${part(to + 1)} <= ${part(excluded)})`;
    return `(${reachedStep(from)} AND ${sql.inWindow(excluded)} AND NOT ${passed})`;
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
function anyOrder({ steps }: FunnelQuery, sql: ChainSql): Chains {
  const levels = steps.map((step, index) => {
    const same = steps.findLastIndex((other, place) => place < index && isSameStep(step, other));
    return [`${sql.nearest(index, same < 0 ? 'packed' : sql.shifted(`o${same}`))} AS o${index}`];
  });
  const found = steps.map((_, index) => sql.inWindow(index + 2));
  const events = steps.map((_, index) => `if(${found[index]}, ${part(index + 2)}, ${sql.none})`);
  return {
    levels,
    parts: steps.map((_, index) => `o${index}`),
    depth: found.join(' + '),
    reached: `arraySort(arrayFilter(event -> event != ${sql.none}, [${events.join(', ')}]))`,
  };
}
