import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { runMutations } from '../erasure/mutations.js';
import { addDays, localDay } from '../periods/calendar.js';

/** First local day of which raw events are kept: today and the `days` before it. */
export function rawHorizon(now: Date, timeZone: string, days: number): string {
  return addDays(localDay(now, timeZone), -days);
}

/**
 * Deletes the raw events of days before `day`, for good; rollups stay. Done again it finds nothing to do.
 * @param before called when there are any, and waited for, before the first is deleted
 * @returns how many there were
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function deleteRawBefore(
  client: ClickHouseClient,
  projectId: number,
  day: string,
  before: () => Promise<void>,
): Promise<number> {
  const bindings = new Bindings();
  const where = `project_id = ${bindings.bind(projectId, 'UInt32')} AND local_date < ${bindings.bind(day, 'Date')}`;
  const query_params = bindings.values;
  const [row] = await ask<{ n: number | string }>(client, {
    query: `SELECT count() AS n FROM events WHERE ${where}`,
    query_params,
  });
  const found = Number(row?.n ?? 0);
  if (found > 0) {
    await before();
    await runMutations(client, [
      { table: 'events', query: `ALTER TABLE events DELETE WHERE ${where}`, query_params },
    ]);
  }
  return found;
}
