import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { iso, type RecentEvent } from '../events/recent-events.js';
import { shownEvents, type StoredEvent } from '../events/shown-events.js';
import { hasMerges } from './insert-merges.js';
import { MergedPeople } from './merged-people.js';

/** A place in a person's events, newest first. */
export interface EventPlace {
  /** ms since epoch. */
  timestamp: number;
  eventId: string;
}

const DAY_MS = 86_400_000;
/** Most people are looked at for what they did lately: the days before are read only when these have too few events. */
const WINDOWS_MS = [7 * DAY_MS, 90 * DAY_MS, Infinity];

/**
 * Events of a person, of those who count as them included, newest first, after `after` in that order. Reads the keys of
 * a window of days, then just the rows that are asked for.
 */
export async function personEvents(
  client: ClickHouseClient,
  projectId: number,
  personId: number,
  { limit, after, newest }: { limit: number; after?: EventPlace; newest: number },
): Promise<RecentEvent[]> {
  const anyMerges = await hasMerges(client, projectId);
  let found: RecentEvent[] = [];
  for (const window of WINDOWS_MS) {
    const start = Math.min(newest, after?.timestamp ?? newest);
    const since = window === Infinity ? null : start - window;
    found = await eventsSince(client, { projectId, personId, anyMerges, limit, after, since });
    if (found.length >= limit) break;
  }
  return found;
}

interface Asked {
  projectId: number;
  personId: number;
  anyMerges: boolean;
  limit: number;
  after?: EventPlace;
  /** ms since epoch; null for ever. */
  since: number | null;
}

async function eventsSince(client: ClickHouseClient, asked: Asked): Promise<RecentEvent[]> {
  const bindings = new Bindings();
  const project = bindings.bind(asked.projectId, 'UInt32');
  const limit = bindings.bind(asked.limit, 'UInt32');
  const rows = await ask<StoredEvent>(client, {
    query: `
      WITH keys AS (
        SELECT local_date, event, person_id, event_id FROM events
        WHERE ${[`project_id = ${project}`, ...narrowing(asked, bindings)].join(' AND ')}
        ORDER BY timestamp DESC, event_id DESC LIMIT ${limit}
      )
      SELECT event_id AS eventId, event, distinct_id AS distinctId, person_id AS personId,
             ${iso('e.timestamp')} AS timestamp, ${iso('e.received_at')} AS receivedAt,
             platform, country, traffic, toJSONString(properties) AS properties
      FROM events AS e
      WHERE project_id = ${project}
        AND (local_date, event, person_id) IN (SELECT local_date, event, person_id FROM keys)
        AND event_id IN (SELECT event_id FROM keys)
      ORDER BY e.timestamp DESC, event_id DESC
      LIMIT ${limit}
      SETTINGS max_execution_time = 20`,
    query_params: bindings.values,
  });
  return shownEvents(client, asked.projectId, rows);
}

function narrowing({ projectId, personId, anyMerges, after, since }: Asked, bindings: Bindings): string[] {
  const conditions = [new MergedPeople(anyMerges, projectId, bindings).isOneOf([personId])];
  if (since !== null) {
    const start = bindings.bind(since, 'Int64');
    // `local_date` narrows what is read; the timestamp decides.
    conditions.push(`local_date >= toDate(fromUnixTimestamp64Milli(${start}, 'UTC')) - 1`);
    conditions.push(`timestamp >= fromUnixTimestamp64Milli(${start}, 'UTC')`);
  }
  if (after !== undefined) {
    const place = `fromUnixTimestamp64Milli(${bindings.bind(after.timestamp, 'Int64')}, 'UTC')`;
    const id = bindings.bind(after.eventId, 'String');
    conditions.push(`(timestamp < ${place} OR (timestamp = ${place} AND event_id < ${id}))`);
  }
  return conditions;
}
