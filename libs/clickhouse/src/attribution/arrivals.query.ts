import { IMPRESSION } from '@groundswell/contracts';
import { EVENT_ORDER } from '../events/event-order.js';
import { areArrivals, ofTheTime, withoutLanded } from './arrival-conditions.js';
import { CODE, codeOfEvent } from './arrival-dictionary.query.js';
import type { AttributionContext } from './context.js';
import { KIND, PACKED, SESSION } from './packed-arrival.js';
import { TAGS, isTagged } from './tags.js';

/**
 * Rows (person, packed): the events that may be touches, and whose keys are known. Impressions count where the question says so, and each of
 * these is a visit of its own.
 * @param who further condition on the events, to read fewer
 */
export function arrivals(context: AttributionContext, who: string): string {
  const { query, bindings, people } = context;
  const isView = query.viewThrough ? `event = ${bindings.bind(IMPRESSION, 'String')}` : '0';
  return `
    SELECT person, ${PACKED} AS packed
    FROM (
      SELECT ${people.person} AS person, timestamp, log_partition, log_offset,
             ${query.viewThrough ? `if(${isView}, bitShiftRight(cityHash64(${EVENT_ORDER}), 1), ${SESSION})` : SESSION} AS session,
             ${isTagged(bindings)} AS tagged, ${TAGS} AS tags,
             ${query.viewThrough ? `multiIf(${isView}, ${KIND.impression}, tagged, ${KIND.click}, ${KIND.other})` : KIND.other} AS kind,
             ${codeOfEvent(context)} AS code
      FROM events ${people.join}
      WHERE ${ofTheTime(context)} AND ${areArrivals(context)} AND ${withoutLanded(context)} AND ${who}
    )
    WHERE code != ${CODE.nothing}`;
}
