import {
  type ClickHouseClient,
  findStoredMessageIds,
  insertEvents,
  insertMerges,
  storedMessageIdHashes,
} from '@groundswell/clickhouse';
import type { EventStore } from './ports.js';

/** Copies are found in memory for this long; older ones only if the filter happens to suspect them. */
const REMEMBERED_DAYS = 30;

/** The event store of ClickHouse. */
export function clickHouseEventStore(client: ClickHouseClient): EventStore {
  return {
    insert: (rows, token) => insertEvents(client, rows, token),
    findStored: (projectId, messageIds, before) =>
      findStoredMessageIds(client, projectId, messageIds, before),
    storedHashes: () => storedMessageIdHashes(client, { sinceDays: REMEMBERED_DAYS }),
    insertMerges: (merges) => insertMerges(client, merges),
  };
}
