import { IMPRESSION } from '@groundswell/contracts';
import { EVENT_ORDER } from '../events/event-order.js';
import { areArrivals, ofTheTime, withoutLanded } from './arrival-conditions.js';
import { codeOfEvent } from './arrival-dictionary.query.js';
import type { AttributionContext } from './context.js';
import { KIND, PACKED } from './packed-arrival.js';
import { TAGS, isTagged } from './tags.js';

/**
 * Rows (person, packed, code): the events that may be touches. Impressions count where the question says so, and each of
 * these is a visit of its own.
 * @param who further condition on the events, to read fewer
 */
export function arrivals(context: AttributionContext, who: string): string {
  const { query, bindings, people } = context;
  const isView = query.viewThrough ? `event = ${bindings.bind(IMPRESSION, 'String')}` : '0';
  const session = `if(session_id = '', toUInt64(0), sipHash64(session_id))`;
  return `
    SELECT person, ${PACKED} AS packed, code
    FROM (
      SELECT ${people.person} AS person, timestamp, log_partition, log_offset,
             ${query.viewThrough ? `if(${isView}, cityHash64(${EVENT_ORDER}), ${session})` : session} AS session,
             ${isTagged(bindings)} AS tagged, ${TAGS} AS tags,
             ${query.viewThrough ? `multiIf(${isView}, ${KIND.impression}, tagged, ${KIND.click}, ${KIND.other})` : KIND.other} AS kind,
             ${codeOfEvent(context)} AS code
      FROM events ${people.join}
      WHERE ${ofTheTime(context)} AND ${areArrivals(context)} AND ${withoutLanded(context)} AND ${who}
    )`;
}
