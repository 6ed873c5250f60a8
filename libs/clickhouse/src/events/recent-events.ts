import type { Traffic } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { shownEvents, type StoredEvent } from './shown-events.js';

export interface RecentEvent {
  eventId: string;
  event: string;
  distinctId: string;
  /** As they count today. */
  personId: number;
  /** ISO 8601 UTC. */
  timestamp: string;
  receivedAt: string;
  platform: string;
  country: string;
  traffic: Traffic;
  properties: Record<string, unknown>;
}

/** Text of an instant, ISO 8601 UTC with milliseconds. */
export const iso = (column: string) =>
  `formatDateTime(${column}, '%FT%T.', 'UTC') || leftPad(toString(toUnixTimestamp64Milli(${column}) % 1000), 3, '0') || 'Z'`;

/** The newest live events of a project, newest first; imports are not among them. */
export async function recentEvents(
  client: ClickHouseClient,
  projectId: number,
  { limit, afterReceivedAt }: { limit: number; afterReceivedAt?: string },
): Promise<RecentEvent[]> {
  const after = afterReceivedAt ? Date.parse(afterReceivedAt) : 0;
  const rows = await ask<StoredEvent>(client, {
    // The keys of the newest come first; the sort order of events then leads straight to them.
    query: `
      WITH newest AS (
        SELECT local_date, event, person_id, event_id FROM recent_events
        WHERE project_id = {project:UInt32} AND received_at > fromUnixTimestamp64Milli({after:Int64})
        ORDER BY received_at DESC, event_id
        LIMIT {limit:UInt32}
      )
      SELECT event_id AS eventId, event, distinct_id AS distinctId, person_id AS personId,
             ${iso('e.timestamp')} AS timestamp, ${iso('e.received_at')} AS receivedAt,
             platform, country, traffic, toJSONString(properties) AS properties
      FROM events AS e
      WHERE project_id = {project:UInt32}
        AND (local_date, event, person_id) IN (SELECT local_date, event, person_id FROM newest)
        AND event_id IN (SELECT event_id FROM newest)
        AND import_id = ''
      ORDER BY e.received_at DESC, event_id
      LIMIT {limit:UInt32}`,
    query_params: { project: projectId, after, limit },
  });
  return shownEvents(client, projectId, rows);
}
