import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

export interface RecentEvent {
  eventId: string;
  event: string;
  distinctId: string;
  personId: number;
  /** ISO 8601 UTC. */
  timestamp: string;
  receivedAt: string;
  platform: string;
  country: string;
  properties: Record<string, unknown>;
}

/** The newest live events of a project, newest first; imports are not among them. */
export async function recentEvents(
  client: ClickHouseClient,
  projectId: number,
  { limit, afterReceivedAt }: { limit: number; afterReceivedAt?: string },
): Promise<RecentEvent[]> {
  const rows = await ask<Omit<RecentEvent, 'properties'> & { properties: string }>(client, {
    query: `
      SELECT event_id AS eventId, event, distinct_id AS distinctId, person_id AS personId,
             formatDateTime(timestamp, '%FT%T.', 'UTC') || leftPad(toString(toUnixTimestamp64Milli(timestamp) % 1000), 3, '0') || 'Z' AS timestamp,
             formatDateTime(received_at, '%FT%T.', 'UTC') || leftPad(toString(toUnixTimestamp64Milli(received_at) % 1000), 3, '0') || 'Z' AS receivedAt,
             platform, country, properties
      FROM recent_events
      WHERE project_id = {project:UInt32} AND recent_events.received_at > fromUnixTimestamp64Milli({after:Int64})
      ORDER BY recent_events.received_at DESC, event_id
      LIMIT {limit:UInt32}`,
    query_params: {
      project: projectId,
      after: afterReceivedAt ? Date.parse(afterReceivedAt) : 0,
      limit,
    },
  });
  return rows.map((row) => ({ ...row, properties: JSON.parse(row.properties) as Record<string, unknown> }));
}
