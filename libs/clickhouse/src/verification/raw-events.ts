import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { DIGEST } from './digest.js';

/** Raw events of one local day. */
export interface StoredDay {
  day: string;
  /** Rows. */
  stored: number;
  /** Rows beyond the first of a message id. */
  duplicates: number;
  /** Message ids by which a later retry would not be known as a copy. */
  unknownIds: number;
}

/** The raw events of a project against themselves and against the ids that retries are known by. */
export function storedDays(client: ClickHouseClient, projectId: number): Promise<StoredDay[]> {
  return ask<StoredDay>(client, {
    query: `
      SELECT toString(day) AS day, toUInt32(sum(copies)) AS stored, toUInt32(sum(copies - 1)) AS duplicates,
             toUInt32(countIf(id NOT IN (SELECT id FROM message_ids))) AS unknownIds
      FROM (
        SELECT ${DIGEST} AS id, min(local_date) AS day, count() AS copies
        FROM events WHERE project_id = {project:UInt32} GROUP BY id)
      GROUP BY day ORDER BY day`,
    query_params: { project: projectId },
  });
}
