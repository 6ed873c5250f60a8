import { ask } from './ask.js';
import type { ClickHouseClient } from './create-clickhouse.js';

/**
 * A name for what is stored at this moment: another one after every insert, merge of people, erasure and deletion by age, as
 * each of them makes parts anew. Merges of parts in the background change it, too, though they change no answer. A version that
 * was read before a question was asked can only be older than what the answer saw.
 * @throws ClickHouseUnavailable
 */
export async function dataVersion(client: ClickHouseClient): Promise<string> {
  const [row] = await ask<{ version: string }>(client, {
    query: `SELECT concat(toString(count()), ':', toString(sum(cityHash64(table, name)))) AS version
      FROM system.parts WHERE active AND database = currentDatabase()`,
    query_params: {},
  });
  return row?.version ?? '';
}
