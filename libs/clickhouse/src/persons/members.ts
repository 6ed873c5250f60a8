import type { Bindings } from '../conditions/bound.js';

/** People by a bitmap of those who count as themselves: they, or everybody else. */
export interface Members {
  /** SQL of the bitmap; a subquery, so that it is worked out once. */
  set: string;
  /** False: everybody else. */
  inside: boolean;
}

export const inverse = ({ set, inside }: Members): Members => ({ set, inside: !inside });

/** Who is in all of them. What is said by others is never listed, as nobody knows everybody. */
export function inAll(many: Members[]): Members {
  const insides = many.filter(({ inside }) => inside).map(({ set }) => set);
  const outsides = many.filter(({ inside }) => !inside).map(({ set }) => set);
  if (insides.length === 0) return { set: combine('bitmapOr', outsides), inside: false };
  const some = combine('bitmapAnd', insides);
  return { set: outsides.reduce((left, set) => `bitmapAndnot(${left}, ${set})`, some), inside: true };
}

/** Who is in any of them. */
export const inAny = (many: Members[]): Members => inverse(inAll(many.map(inverse)));

const combine = (operation: string, sets: string[]): string =>
  sets.reduce((one, other) => `${operation}(${one}, ${other})`);

/**
 * The same people by the numbers that events and daily bitmaps were stored with, of whoever was merged into them too.
 */
export function asStored({ set, inside }: Members, projectId: number, bindings: Bindings): Members {
  const stored = bindings.once(`stored ${set}`, () => {
    const overrides = `person_overrides FINAL WHERE project_id = ${bindings.bind(projectId, 'UInt32')}`;
    return `(SELECT bitmapOr(${set}, (SELECT groupBitmapState(from_person_id) FROM ${overrides} AND bitmapContains(${set}, into_person_id))))`;
  });
  return { set: stored, inside };
}

/** Those people's part of a bitmap of stored numbers. */
export const partOf = (bitmap: string, { set, inside }: Members): string =>
  `${inside ? 'bitmapAnd' : 'bitmapAndnot'}(${bitmap}, ${set})`;
