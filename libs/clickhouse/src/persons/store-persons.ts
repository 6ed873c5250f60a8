import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { isUnreadable } from '../events/insert-events.js';
import { wellFormed } from '../events/well-formed.js';

/** What is known of somebody as reports count them. */
export interface StoredPerson {
  personId: number;
  properties: Record<string, unknown>;
}

/**
 * What is known of these people from now on. Done again it comes to the same. Of somebody whose properties the store cannot
 * read, those that are plain values are stored: one person must not hold up the others.
 * @param version of what was known by then: for each person the highest holds
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function storePersons(
  client: ClickHouseClient,
  projectId: number,
  persons: StoredPerson[],
  version: string,
): Promise<void> {
  if (persons.length === 0) return;
  try {
    await insert(client, projectId, persons, version);
  } catch (error) {
    if (!isUnreadable(error)) return orUnavailable(error);
    if (persons.length === 1) return insert(client, projectId, persons.map(plain), version);
    const middle = persons.length >> 1;
    await storePersons(client, projectId, persons.slice(0, middle), version);
    await storePersons(client, projectId, persons.slice(middle), version);
  }
}

async function insert(
  client: ClickHouseClient,
  projectId: number,
  persons: StoredPerson[],
  version: string,
): Promise<void> {
  await client.insert({
    table: 'persons',
    columns: ['project_id', 'person_id', 'properties', 'version'],
    values: persons.map(({ personId, properties }) => [projectId, personId, wellFormed(properties), version]),
    format: 'JSONCompactEachRow',
    clickhouse_settings: {
      async_insert: 0,
      // Numbers beyond 64 bits stop the fast parser.
      allow_simdjson: 0,
      // What somebody wrote as text stays that text, also where it looks like a time.
      input_format_try_infer_dates: 0,
      input_format_try_infer_datetimes: 0,
    },
  });
}

const PLAIN = new Set(['string', 'boolean']);

function plain({ personId, properties }: StoredPerson): StoredPerson {
  const kept = Object.entries(properties).filter(
    ([name, value]) => !name.includes('.') && (PLAIN.has(typeof value) || Number.isSafeInteger(value)),
  );
  return { personId, properties: Object.fromEntries(kept) };
}
