import { finiteAt, propertyOf } from '../conditions/columns.js';
import { selectedEvents } from '../people-by-period/from-events.js';
import { CODE } from './arrival-dictionary.query.js';
import { arrivals } from './arrivals.query.js';
import { type AttributionContext, inMs, rangeInstants } from './context.js';
import {
  KIND,
  PACKED_CONVERSION,
  codeOf,
  conversionAt,
  hasTags,
  instantOf,
  kindOf,
  markOf,
  momentOf,
  revenueOf,
  sessionOf,
  tagsInVisit,
  withoutSession,
} from './packed-arrival.js';

const VISIT_PAUSE_MS = 30 * 60_000;
/** Of visits with a session id. */
const SESSION_PAUSE_MS = 86_400_000;

/**
 * Rows (person, codes, times, at, revenue, converted): the touches of each conversion in their order, by the codes of their keys
 * (`keyOfCode`). With nulls also those of people with a touch in the range and no conversion in it, up to the last of their
 * touches, `converted` 0.
 */
export function journeys(context: AttributionContext, { nulls }: { nulls: boolean }): string {
  const [kept, keptTimes] = repeatsOf(context.query.repeats);
  return `
    SELECT person, ${kept} AS codes, ${keptTimes} AS times, at, revenue, converted
    FROM (
      SELECT person, at, revenue, ${nulls ? 'made' : 'toUInt8(1)'} AS converted, ${inside(context)}
      FROM (${nulls ? withNulls(context) : converters(context)})
      ARRAY JOIN conversions AS at, revenues AS revenue
    )`;
}

/** `all_codes` and `all_times` of what counts: ads that were only seen by their own window, where it holds no click. */
function inside({ query, bindings }: AttributionContext): string {
  const within = (window: number) => `time BETWEEN at - ${bindings.bind(inMs(window), 'Int64')} AND at`;
  const both = (code: string, time: string) => `${code} AS all_codes, ${time} AS all_times`;
  const long = within(query.lookbackDays);
  if (!query.viewThrough) {
    return both(
      `arrayFilter((code, time) -> ${long}, touch_codes, touch_times)`,
      `arrayFilter(time -> ${long}, touch_times)`,
    );
  }
  const short = within(query.viewThrough.days);
  const isClicked = `arrayExists((kind, time) -> kind = ${KIND.click} AND ${short}, kinds, touch_times)`;
  const counts = `if(kind = ${KIND.impression}, ${short} AND NOT clicked, ${long})`;
  return `${isClicked} AS clicked, ${both(
    `arrayFilter((code, kind, time) -> ${counts}, touch_codes, kinds, touch_times)`,
    `arrayFilter((time, kind) -> ${counts}, touch_times, kinds)`,
  )}`;
}

/** Of a run of touches with the same key, the last. */
function repeatsOf(repeats: 'keep' | 'collapse'): [codes: string, times: string] {
  if (repeats === 'keep') return ['all_codes', 'all_times'];
  const next = `arrayResize(arrayPopFront(all_codes), length(all_codes), toUInt32(${CODE.nothing}))`;
  return [
    `arrayFilter((code, next) -> code != next, all_codes, ${next})`,
    `arrayFilter((time, code, next) -> code != next, all_times, all_codes, ${next})`,
  ];
}

/** Without a conversion, the last touch of the range ends the path; `made` tells which it is. */
function withNulls(context: AttributionContext): string {
  const [begin, end] = rangeInstants(context).map((at) => context.bindings.bind(at, 'Int64'));
  const last = `arraySlice(arrayFilter(time -> time >= ${begin} AND time < ${end}, touch_times), -1)`;
  return `
    SELECT person, ${touchColumns(context)}, toUInt8(notEmpty(made_at)) AS made,
           if(made, made_at, ${last}) AS conversions, arrayResize(brought, length(conversions)) AS revenues
    FROM (SELECT person, ${touchColumns(context)}, conversions AS made_at, revenues AS brought FROM (${people(context, '1')}))`;
}

const touchColumns = ({ query }: AttributionContext) =>
  `touch_codes, touch_times${query.viewThrough ? ', kinds' : ''}`;

/** Of those who have conversions alone: a bitmap tells faster than a set who that is, as events lie sorted by person. */
function converters(context: AttributionContext): string {
  const converted = context.whoConverted ?? `SELECT person FROM (${madeBy(context)})`;
  const among = `(SELECT groupBitmapState(person) FROM (${converted}))`;
  return people(context, `bitmapContains(${among}, ${context.people.person})`);
}

/**
 * Rows (person, conversions, revenues, touch_codes, touch_times): when each person's conversions were and what they brought, and
 * the touches in order (docs/definitions.md, "Touch").
 * @param who condition on the events
 */
function people(context: AttributionContext, who: string): string {
  const kinds = context.query.viewThrough ? `, arrayMap(touch -> ${kindOf('touch')}, touches) AS kinds` : '';
  // Within a session in order; the pause between two sessions means nothing, as they differ anyway.
  return `
    SELECT person, conversions, revenues,
           arrayMap(arrival -> ${sessionOf('arrival')}, seen) AS sessions,
           arrayMap(arrival -> ${momentOf('arrival')}, seen) AS moments,
           arrayMap(arrival -> ${markOf('arrival')}, seen) AS marks,
           arrayMap((nth, session, other, pause) -> nth = 1 OR other != 0
                      OR pause >= if(session = 0, ${VISIT_PAUSE_MS}, ${SESSION_PAUSE_MS}),
                    arrayEnumerate(seen), sessions, arrayDifference(sessions), arrayDifference(moments)) AS begun,
           arrayMap((mark, visit) -> ${tagsInVisit('mark', 'visit')}, marks, arrayCumSum(begun)) AS tags_in_visit,
           arrayFilter((arrival, begun, mark, nth) -> begun OR (nth = 1 AND ${hasTags('mark')}),
                       seen, begun, marks, arrayEnumerateUniq(tags_in_visit)) AS arrived,
           arraySort(arrayMap(arrival -> ${withoutSession('arrival')}, arrived)) AS touches,
           arrayMap(touch -> ${codeOf('touch')}, touches) AS touch_codes,
           arrayMap(touch -> ${instantOf('touch')}, touches) AS touch_times${kinds}
    FROM (${gathered(context, who)})`;
}

/** Rows (person, seen, conversions, revenues): of each person the arrivals, by session and time. */
function gathered(context: AttributionContext, who: string): string {
  return `
    SELECT person, arraySlice(everything, 1, length(everything) - made) AS seen,
           arraySlice(everything, length(everything) - made + 1) AS brought,
           arrayMap(one -> ${conversionAt('one')}, brought) AS conversions,
           arrayMap(one -> ${revenueOf('one')}, brought) AS revenues
    FROM (
      SELECT person, arraySort(groupArray(packed)) AS everything, sum(converted) AS made
      FROM (
        SELECT person, packed, toUInt8(0) AS converted FROM (${arrivals(context, who)})
        UNION ALL
        SELECT person, ${PACKED_CONVERSION} AS packed, toUInt8(1) AS converted FROM (${madeBy(context)})
      )
      GROUP BY person
    )`;
}

const madeBy = (context: AttributionContext) => context.conversions ?? conversions(context);

/** Rows (person, day, at, revenue). */
function conversions(context: AttributionContext): string {
  const { event, filters, revenueProperty } = context.query.conversion;
  const more = `toUnixTimestamp64Milli(timestamp) AS at, ${revenueExpression(revenueProperty)} AS revenue`;
  return selectedEvents(context, { event, filters }, context.query, more);
}

function revenueExpression(property: string | undefined): string {
  return property === undefined ? 'toFloat64(0)' : `ifNull(${finiteAt(propertyOf(property))}, 0)`;
}
