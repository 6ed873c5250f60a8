import { IMPRESSION, LINK_CLICK, LINK_CLICK_ID, PAGE_VIEW, SCREEN_VIEW } from '@groundswell/contracts';
import { EVENT_ORDER } from '../events/event-order.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { addDays } from '../periods/calendar.js';
import {
  TAGS,
  channelColumns,
  isTagged,
  keyExpression,
  networkExpression,
  referrerHost,
  ruledColumns,
} from './arrival-key.js';
import { type AttributionContext, firstDayOfTouches } from './context.js';

/** What `kind` of an arrival is, where impressions count. */
export const KIND = { other: 0, click: 1, impression: 2 } as const;

/**
 * Rows (person, session, place, tags, key, kind): the events that may be touches. `session` is 0 without a session id, `tags`
 * without any. `kind` is there where impressions count; each of these is a visit of its own.
 * @param who further condition on the events, to read fewer
 */
export function arrivals(context: AttributionContext, who: string): string {
  const { query, bindings, people, project } = context;
  const { channelRules } = project;
  const ruled = query.level === 'channel' ? ruledColumns(channelRules) : [];
  const more = query.level === 'channel' ? channelColumns(bindings, channelRules) : [];
  const views = query.viewThrough !== undefined;
  const isView = `event = ${bindings.bind(IMPRESSION, 'String')}`;
  const session = `if(session_id = '', 0, sipHash64(session_id))`;
  const kind = `multiIf(${isView}, ${KIND.impression}, tagged, ${KIND.click}, ${KIND.other}) AS kind`;
  return `
    SELECT person, session, place, if(tagged, tags, 0) AS tags,
           ${keyExpression(query.level, bindings, channelRules)} AS key${views ? ', kind' : ''}
    FROM (
      SELECT ${[
        '*',
        `if(tagged AND utm_source != '', toString(utm_source), if(network != '', network, host)) AS source`,
        ...ruled,
      ].join(', ')}
      FROM (
        SELECT ${people.person} AS person, ${views ? `if(${isView}, cityHash64(place), ${session})` : session} AS session,
               ${EVENT_ORDER} AS place,
               ${isTagged(bindings)} AS tagged, ${TAGS} AS tags,
               ${referrerHost(bindings)} AS host, ${networkExpression(bindings)} AS network,
               ${['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term', ...more, ...(views ? [kind] : [])].join(', ')}
        FROM events ${people.join}
        WHERE ${where(context)} AND ${who}
      )
    )`;
}

function where(context: AttributionContext): string {
  const { query, project, bindings } = context;
  const views = bindings.bind([PAGE_VIEW, SCREEN_VIEW], 'Array(String)');
  // A day before the first window, so that a visit that goes on in it is seen to have begun.
  const first = bindings.bind(addDays(firstDayOfTouches(query), -1), 'Date');
  const seen = `project_id = ${bindings.bind(project.id, 'UInt32')}
    AND local_date BETWEEN ${first} AND ${bindings.bind(addDays(query.to, 1), 'Date')}
    AND ${trafficCondition(query.traffic)}`;
  const shown = query.viewThrough ? '' : `AND event != ${bindings.bind(IMPRESSION, 'String')}`;
  return `${seen} AND (event IN ${views} OR ${isTagged(bindings)}) ${shown} ${withoutLanded(context, seen)}`;
}

/** A click on a tracking link whose page was seen is one arrival with it, and the page's person is the one who arrived. */
function withoutLanded({ anyLinkClicks, bindings }: AttributionContext, seen: string): string {
  if (!anyLinkClicks) return '';
  const [click, id] = [bindings.bind(LINK_CLICK, 'String'), bindings.bind(LINK_CLICK_ID, 'String')];
  return `AND NOT (event = ${click} AND click_ids[${id}] IN (
      SELECT click_ids[${id}] FROM events WHERE ${seen} AND event != ${click} AND mapContains(click_ids, ${id})))`;
}
