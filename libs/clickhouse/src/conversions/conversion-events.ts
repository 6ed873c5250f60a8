import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

export interface EventKey {
  eventId: string;
  event: string;
  personId: number;
  localDate: string;
}

/** What an event said, for whoever tells a network of it. */
export interface ConversionEvent {
  eventId: string;
  country: string;
  clickIds: Record<string, string>;
  properties: Record<string, unknown>;
}

/** Events by their keys; those that are not stored any more are missing. */
export async function conversionEvents(
  client: ClickHouseClient,
  projectId: number,
  keys: readonly EventKey[],
): Promise<ConversionEvent[]> {
  if (keys.length === 0) return [];
  const bindings = new Bindings();
  const bind = (values: unknown[], type: string) => bindings.bind([...new Set(values)], type);
  const rows = await ask<Omit<ConversionEvent, 'properties'> & { properties: string }>(client, {
    query: `
      SELECT event_id AS eventId, country, click_ids AS clickIds, toJSONString(properties) AS properties
      FROM events
      WHERE project_id = ${bindings.bind(projectId, 'UInt32')}
        AND local_date IN ${bind(
          keys.map(({ localDate }) => localDate),
          'Array(Date)',
        )}
        AND event IN ${bind(
          keys.map(({ event }) => event),
          'Array(String)',
        )}
        AND person_id IN ${bind(
          keys.map(({ personId }) => personId),
          'Array(UInt32)',
        )}
        AND event_id IN ${bind(
          keys.map(({ eventId }) => eventId),
          'Array(String)',
        )}
      SETTINGS max_execution_time = 60`,
    query_params: bindings.values,
  });
  return rows.map((row) => ({ ...row, properties: JSON.parse(row.properties) as Record<string, unknown> }));
}
