import { IMPRESSION, LINK_CLICK, LINK_CLICK_ID, PAGE_VIEW, SCREEN_VIEW } from '@groundswell/contracts';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { addDays } from '../periods/calendar.js';
import { type AttributionContext, firstDayOfTouches } from './context.js';
import { isTagged } from './tags.js';

/** Events of the days in which touches may be. */
export function ofTheTime({ query, project, bindings }: AttributionContext): string {
  // A day before the first window, so that a visit that goes on in it is seen to have begun.
  const first = bindings.bind(addDays(firstDayOfTouches(query), -1), 'Date');
  return `project_id = ${bindings.bind(project.id, 'UInt32')}
    AND local_date BETWEEN ${first} AND ${bindings.bind(addDays(query.to, 1), 'Date')}
    AND ${trafficCondition(query.traffic)}`;
}

/** Those that may be touches. */
export function areArrivals({ query, bindings }: AttributionContext): string {
  const views = bindings.bind([PAGE_VIEW, SCREEN_VIEW], 'Array(String)');
  const shown = query.viewThrough ? '' : `AND event != ${bindings.bind(IMPRESSION, 'String')}`;
  return `(event IN ${views} OR ${isTagged(bindings)}) ${shown}`;
}

/** A click on a tracking link whose page was seen is one arrival with it, and the page's person is the one who arrived. */
export function withoutLanded(context: AttributionContext): string {
  const { anyLinkClicks, bindings } = context;
  if (!anyLinkClicks) return '1';
  const [click, id] = [bindings.bind(LINK_CLICK, 'String'), bindings.bind(LINK_CLICK_ID, 'String')];
  return `NOT (event = ${click} AND click_ids[${id}] IN (
      SELECT click_ids[${id}] FROM events
      WHERE ${ofTheTime(context)} AND event != ${click} AND mapContains(click_ids, ${id})))`;
}
