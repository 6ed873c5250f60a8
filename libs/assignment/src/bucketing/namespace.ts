import { type AssignmentContext, hashValueOf } from '../context.js';
import type { Filter, Namespace } from '../definitions.js';
import { inRange } from './buckets.js';
import { hash } from './hash.js';

/** Experiments with disjoint ranges of one namespace have nobody in common. */
export function inNamespace(hashValue: unknown, [name, from, to]: Namespace): boolean {
  return inRange(hash(`__${name}`, hashValue, 1)!, [from, to]);
}

/** Whether any filter keeps somebody out; without the attribute it does. */
export function isFilteredOut(context: AssignmentContext, filters: readonly Filter[]): boolean {
  return filters.some(({ seed, ranges, hashVersion, attribute }) => {
    const { hashValue } = hashValueOf(context, attribute);
    const bucket = hashValue ? hash(seed, hashValue, hashVersion || 2) : null;
    return bucket === null || !ranges.some((range) => inRange(bucket, range));
  });
}
