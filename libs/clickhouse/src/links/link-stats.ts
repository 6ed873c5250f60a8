import { LINK_CLICK, LINK_CLICK_ID, type LinkStats } from '@groundswell/contracts';
import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';
import { addDays } from '../periods/calendar.js';

export interface LinkStatsQuestion {
  /** Local days of the clicks, both included. */
  from: string;
  to: string;
  /** What makes a sign-up. */
  event: string;
}

/** A sign-up counts for a link within this many days of 24 hours after the click. */
export const SIGN_UP_DAYS = 30;

/**
 * Clicks of people, of each link that has any (docs/definitions.md, "Tracking links").
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function linkStats(
  client: ClickHouseClient,
  projectId: number,
  { from, to, event }: LinkStatsQuestion,
): Promise<LinkStats[]> {
  const bindings = new Bindings();
  const people = new MergedPeople(await hasMerges(client, projectId), projectId, bindings);
  const [click, clickId] = [bindings.bind(LINK_CLICK, 'String'), bindings.bind(LINK_CLICK_ID, 'String')];
  const days = (first: string, last: string) => `traffic = 'human'
      AND project_id = ${bindings.bind(projectId, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}`;
  const later = addDays(to, SIGN_UP_DAYS + 1);
  const rows = await ask<Record<keyof LinkStats, number | string>>(client, {
    query: `
      WITH clicks AS (
        SELECT toUInt32OrZero(toString(properties.linkId)) AS link, click_ids[${clickId}] AS click, timestamp,
               ${people.person} AS clicker
        FROM events ${people.join}
        WHERE event = ${click} AND ${days(from, to)}
      ), landings AS (
        SELECT click_ids[${clickId}] AS click, min(${people.person}) AS visitor
        FROM events ${people.join}
        WHERE event != ${click} AND mapContains(click_ids, ${clickId}) AND ${days(from, addDays(to, 1))}
        GROUP BY click
      ), arrived AS (
        SELECT link, if(visitor = 0, clicker, visitor) AS person, timestamp
        FROM clicks LEFT JOIN landings USING (click)
      ), signed_up AS (
        SELECT ${people.person} AS person, groupArray(timestamp) AS times
        FROM events ${people.join}
        WHERE event = ${bindings.bind(event, 'String')} AND ${days(from, later)}
        GROUP BY person
      )
      SELECT link AS linkId, count() AS clicks, uniqExact(person) AS people,
             uniqExactIf(person, arrayExists(
               time -> time >= timestamp AND time <= timestamp + toIntervalDay(${SIGN_UP_DAYS}), times)) AS signUps
      FROM arrived LEFT JOIN signed_up USING (person)
      GROUP BY link`,
    query_params: bindings.values,
  });
  return rows.map(({ linkId, clicks, people: some, signUps }) => ({
    linkId: Number(linkId),
    clicks: Number(clicks),
    people: Number(some),
    signUps: Number(signUps),
  }));
}
