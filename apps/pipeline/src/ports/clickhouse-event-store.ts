import {
  type ClickHouseClient,
  findRefusedRows,
  findStoredMessageIds,
  insertEvents,
  insertMerges,
  setMessageIdsAside,
  storedMessageIdHashes,
} from '@groundswell/clickhouse';
import type { EventStore } from './ports.js';

/** The event store of ClickHouse. */
export function clickHouseEventStore(client: ClickHouseClient): EventStore {
  return {
    insert: (rows, token) => insertEvents(client, rows, token),
    findRefused: (rows) => findRefusedRows(client, rows),
    findStored: (projectId, messageIds, before) =>
      findStoredMessageIds(client, projectId, messageIds, before),
    setAside: (partition) => setMessageIdsAside(client, partition),
    storedHashes: () => storedMessageIdHashes(client),
    insertMerges: (merges) => insertMerges(client, merges),
  };
}
