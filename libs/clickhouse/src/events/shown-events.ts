import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { currentPersons } from '../identity/current-persons.js';
import type { RecentEvent } from './recent-events.js';

export type StoredEvent = Omit<RecentEvent, 'properties'> & { properties: string };

/** Rows as they are shown: their people as they count today, their properties as an object. */
export async function shownEvents(
  client: ClickHouseClient,
  projectId: number,
  rows: StoredEvent[],
): Promise<RecentEvent[]> {
  const now = await currentPersons(
    client,
    projectId,
    rows.map(({ personId }) => personId),
  );
  return rows.map((row) => ({
    ...row,
    personId: now.get(row.personId) ?? row.personId,
    properties: JSON.parse(row.properties) as Record<string, unknown>,
  }));
}
