import { textOf } from '../conditions/columns.js';
import { instantOf } from '../events/event-order.js';
import { selectedEvents } from '../people-by-period/from-events.js';
import { keyTexts, noKey } from './arrival-key.js';
import { KIND, arrivals } from './arrivals.query.js';
import { type AttributionContext, inMs, rangeInstants } from './context.js';

const VISIT_PAUSE_MS = 30 * 60_000;
/** Of visits with a session id. */
const SESSION_PAUSE_MS = 86_400_000;

/**
 * Rows (person, keys, times, at, revenue, converted): the touches of each conversion in their order. With nulls also those of
 * people with a touch in the range and no conversion in it, up to the last of their touches, `converted` 0.
 */
export function journeys(context: AttributionContext, { nulls }: { nulls: boolean }): string {
  const { query, bindings } = context;
  const lookback = bindings.bind(inMs(query.lookbackDays), 'Int64');
  const [kept, keptTimes] = repeatsOf(query.repeats);
  return `
    SELECT person, ${kept} AS keys, ${keptTimes} AS times, at, revenue, converted
    FROM (
      SELECT person, tupleElement(ending, 1) AS at, tupleElement(ending, 2) AS revenue, tupleElement(ending, 3) AS converted,
             arrayFilter(t -> ${inside(context, lookback)}, touches) AS inside,
             ${keyTexts('inside.2', query.level, bindings, context.project.channelRules)} AS all_keys, inside.1 AS all_times
      FROM (${people(context, nulls)})
      ARRAY JOIN ${nulls ? withNull(context) : 'conversions'} AS ending
    )`;
}

/** Whether a touch `t` counts for the ending; those that were only seen by their own window, where it holds no click. */
function inside({ query, bindings }: AttributionContext, lookback: string): string {
  const within = (touch: string, window: string) => `${touch}.1 BETWEEN at - ${window} AND at`;
  if (!query.viewThrough) return within('t', lookback);
  const views = bindings.bind(inMs(query.viewThrough.days), 'Int64');
  const isClicked = `arrayExists(c -> c.3 = ${KIND.click} AND ${within('c', views)}, touches)`;
  return `if(t.3 = ${KIND.impression}, ${within('t', views)} AND NOT ${isClicked}, ${within('t', lookback)})`;
}

/** Of a run of touches with the same key, the last. */
function repeatsOf(repeats: 'keep' | 'collapse'): [keys: string, times: string] {
  if (repeats === 'keep') return ['all_keys', 'all_times'];
  const next = `arrayResize(arrayPopFront(all_keys), length(all_keys), '')`;
  return [
    `arrayFilter((key, next) -> key != next, all_keys, ${next})`,
    `arrayFilter((time, key, next) -> key != next, all_times, all_keys, ${next})`,
  ];
}

/** Without a conversion, the last touch of the range ends the path. */
function withNull(context: AttributionContext): string {
  const [begin, end] = rangeInstants(context).map((at) => context.bindings.bind(at, 'Int64'));
  const inRange = `arrayFilter(time -> time >= ${begin} AND time < ${end}, touches.1)`;
  const last = `arrayMap(time -> (time, toFloat64(0), toUInt8(0)), arraySlice(${inRange}, -1))`;
  return `if(notEmpty(conversions), conversions, ${last})`;
}

/**
 * Rows (person, conversions, touches): of each person, (at, revenue, 1) of the conversions and (at, key) of the touches, in order
 * (docs/definitions.md, "Touch").
 */
function people(context: AttributionContext, everybody: boolean): string {
  const made = context.conversions ?? conversions(context);
  const converted = context.whoConverted ?? `SELECT person FROM (${made})`;
  const who = everybody ? '1' : `${context.people.person} IN (${converted})`;
  const column = (name: string) => `groupArrayIf(${name}, is_arrival)`;
  const views = context.query.viewThrough !== undefined;
  const columns = ['session', 'place', 'tags', 'key', ...(views ? ['kind'] : [])];
  // Within a session in order; the pause between two sessions means nothing, as they differ anyway. Columns are gathered one
  // by one and the instant is read from the place, as that is what takes most of the time.
  return `
    SELECT person, arraySort(arrayZip(${columns.map(column).join(', ')})) AS seen,
           arrayDifference(arrayMap(place -> ${instantOf('place')}, seen.2)) AS pauses,
           arrayMap((session, pause) -> pause >= if(session = 0, ${VISIT_PAUSE_MS}, ${SESSION_PAUSE_MS}),
                    seen.1, pauses) AS paused,
           arrayCumSum(paused) AS visit,
           arrayEnumerateUniq(seen.1, visit) AS in_visit,
           arrayEnumerateUniq(seen.1, visit, seen.3) AS with_tags,
           arraySort(arrayFilter((touch, in_visit, with_tags, tags) -> in_visit = 1 OR (tags != 0 AND with_tags = 1),
                     arrayZip(seen.2, seen.4${views ? ', seen.5' : ''}), in_visit, with_tags, seen.3)) AS placed,
           arrayMap(touch -> (${instantOf('touch.1')}, touch.2${views ? ', touch.3' : ''}), placed) AS touches,
           groupArrayIf((at, revenue, toUInt8(1)), NOT is_arrival) AS conversions
    FROM (
      SELECT person, 1 AS is_arrival, ${columns.join(', ')}, toInt64(0) AS at, toFloat64(0) AS revenue
      FROM (${arrivals(context, who)})
      UNION ALL
      SELECT person, 0, 0, 0, 0, ${noKey(context.query.level)}${views ? ', 0' : ''}, at, revenue FROM (${made})
    )
    GROUP BY person`;
}

/** Rows (person, day, at, revenue). */
function conversions(context: AttributionContext): string {
  const { event, filters, revenueProperty } = context.query.conversion;
  const more = `toUnixTimestamp64Milli(timestamp) AS at, ${revenueExpression(revenueProperty)} AS revenue`;
  return selectedEvents(context, { event, filters }, context.query, more);
}

function revenueExpression(property: string | undefined): string {
  if (property === undefined) return 'toFloat64(0)';
  const text = textOf(property.startsWith('properties.') ? property : `properties.${property}`);
  const number = `ifNull(toFloat64OrNull(${text}), 0)`;
  return `if(isFinite(${number}), ${number}, 0)`;
}
