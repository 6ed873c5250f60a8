import { DIRECT } from '@groundswell/attribution';
import { keysOfArrivals } from './arrival-key.js';
import { digestOf, partsOf } from './arrival-parts.js';
import { areArrivals, ofTheTime } from './arrival-conditions.js';
import type { AttributionContext } from './context.js';

/** Codes of keys, of whatever level. */
export const CODE = { nothing: 0, direct: 1 } as const;
/** Codes are below. */
export const CODE_BITS = 24;

/**
 * (arrivals, codes, names), worked out once for a question: arrivals differ in so little that a key is told for each kind of them
 * and not for each event, and is a number until the answer is made. Code n is the nth of the names.
 */
function dictionary(context: AttributionContext): string {
  return context.bindings.once('arrivals', () => {
    const direct = context.bindings.bind(DIRECT, 'String');
    return `(
      SELECT (arrivals, codes, names)
      FROM (
        SELECT arrivals, arrayEnumerateDense(every) AS codes,
               arrayFilter((key, nth) -> nth = 1, every, arrayEnumerateUniq(every)) AS names
        FROM (
          SELECT arrayPushFront(groupArray(arrival), toUInt64(0)) AS arrivals,
                 arrayPushFront(groupArray(key), ${direct}) AS every
          FROM (${keys(context)})
        )
      )
      WHERE throwIf(length(names) >= ${2 ** CODE_BITS}, 'There are too many keys to tell apart.') = 0)`;
  });
}

function keys(context: AttributionContext): string {
  const { query, bindings, project } = context;
  const parts = partsOf(query.level, bindings, project.channelRules, project.sharedNames);
  const one = parts.map(({ name }, index) => `any(part_${index}) AS ${name}`);
  const all = parts.map(({ expression }, index) => `${expression} AS part_${index}`);
  const kinds = `
    SELECT arrival, ${one.join(', ')}
    FROM (
      SELECT ${digestOf(parts)} AS arrival, ${all.join(', ')}
      FROM events WHERE ${ofTheTime(context)} AND ${areArrivals(context)}
    )
    GROUP BY arrival`;
  return keysOfArrivals(kinds, query.level, bindings, project.channelRules, project.sharedNames);
}

/** Code of the key of an event; `nothing` where it came after the dictionary was made. */
export function codeOfEvent(context: AttributionContext): string {
  const { query, bindings, project } = context;
  const parts = partsOf(query.level, bindings, project.channelRules, project.sharedNames);
  const known = dictionary(context);
  return `transform(${digestOf(parts)}, tupleElement(${known}, 1), tupleElement(${known}, 2), toUInt32(${CODE.nothing}))`;
}

/** Key of a code; that of `nothing` is up to who asks. */
export function keyOfCode(code: string, context: AttributionContext, nothing: string): string {
  return `if(${code} = ${CODE.nothing}, ${nothing}, tupleElement(${dictionary(context)}, 3)[${code}])`;
}
