import { catchUp } from '../connection/cluster.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { PEOPLE_TABLES } from '../erasure/people-tables.js';

/**
 * After this, the replica that is asked has all that is compared: an event that is only on its way to it would count as
 * lost, and a repair would store it a second time. Nothing to do on a single server.
 * @throws ClickHouseUnavailable
 */
export async function catchUpEvents(client: ClickHouseClient): Promise<void> {
  for (const table of ['message_ids', ...PEOPLE_TABLES.map(({ table }) => table)])
    await catchUp(client, table);
}
