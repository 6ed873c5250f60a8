import type { Bindings } from '../conditions/bound.js';

/** A page of a set, or so many of it whose ids are beyond one: what comes or goes meanwhile moves no later part. */
export type PartOfPeople = { page: number; perPage: number } | { after: number; limit: number };

/** SQL of the ids of a part, ascending. @param people SQL of a bitmap */
export function idsOfPart(people: string, part: PartOfPeople, bindings: Bindings): string {
  const bind = (value: number) => bindings.bind(value, 'UInt32');
  if ('after' in part)
    return `arraySort(bitmapToArray(bitmapSubsetLimit(${people}, ${bind(part.after + 1)}, ${bind(part.limit)})))`;
  // By place only once they are sorted: a small bitmap keeps the order of insertion.
  const first = bindings.bind((part.page - 1) * part.perPage + 1, 'UInt64');
  return `arraySlice(arraySort(bitmapToArray(${people})), ${first}, ${bind(part.perPage)})`;
}
