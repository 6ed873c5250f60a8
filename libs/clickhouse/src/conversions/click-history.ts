import { Bindings } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';

export interface PersonClick {
  personId: number;
  /** `gclid`, … */
  name: string;
  value: string;
  /** When it was seen first, ms since epoch. */
  at: number;
  /** The page on which; null where the event did not say. */
  url: string | null;
}

/**
 * The ads that people followed, each click once, from a local day on.
 * @param personIds who count as themselves
 */
export async function clickHistory(
  client: ClickHouseClient,
  projectId: number,
  personIds: number[],
  names: readonly string[],
  since: string,
): Promise<PersonClick[]> {
  if (personIds.length === 0 || names.length === 0) return [];
  const bindings = new Bindings();
  const people = new MergedPeople(await hasMerges(client, projectId), projectId, bindings);
  const url = `coalesce(${textOf('properties.url')}, ${textOf('properties.$current_url')})`;
  const rows = await ask<PersonClick & { at: number | string }>(client, {
    query: `
      SELECT person AS personId, click.1 AS name, click.2 AS value, min(seen) AS at, argMin(page, seen) AS url
      FROM (
        SELECT ${people.person} AS person, toUnixTimestamp64Milli(events.timestamp) AS seen, ${url} AS page,
               arrayJoin(arrayZip(mapKeys(click_ids), mapValues(click_ids))) AS click
        FROM events ${people.join}
        WHERE project_id = ${bindings.bind(projectId, 'UInt32')}
          AND local_date >= ${bindings.bind(since, 'Date')}
          AND notEmpty(click_ids) AND ${people.isOneOf(personIds)})
      WHERE click.1 IN ${bindings.bind([...names], 'Array(String)')}
      GROUP BY person, name, value
      SETTINGS max_execution_time = 60`,
    query_params: bindings.values,
  });
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
}
