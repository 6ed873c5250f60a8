import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';
import { PEOPLE_TABLES } from '../erasure/people-tables.js';

/** A table of bitmaps of people, and what the view that fills it takes from `events`. */
export interface Rollup {
  table: string;
  /** Columns that it is kept by, `local_date` among them. */
  keys: string;
  /** Which events count. */
  where: string;
}

/** A rollup that does not hold the people of a day whom the raw events hold. */
export interface RollupDifference {
  table: string;
  day: string;
  /** People, counted per row of the rollup: in the raw events and not in it. */
  missing: number;
  /** In it and not in the raw events. */
  extra: number;
}

/** The definition itself, as the engine has it: what a rollup is said to be elsewhere may lag behind it. */
const VIEW = /\bFROM\s+\S*\bevents\b\s+(?:WHERE\s+([\s\S]+?)\s+)?GROUP\s+BY\s+([\s\S]+)$/;

/** Every rollup of one bitmap `people` that a view fills from `events`. */
export async function rollupsOfPeople(client: ClickHouseClient): Promise<Rollup[]> {
  const tables = PEOPLE_TABLES.filter((table) => 'bitmaps' in table).map(({ table }) => table);
  const views = await ask<{ name: string; definition: string }>(client, {
    query: `SELECT name, as_select AS definition FROM system.tables
            WHERE database = currentDatabase() AND engine = 'MaterializedView' AND name IN {names:Array(String)}`,
    query_params: { names: tables.map((table) => `${table}_from_events`) },
  });
  return tables.map((table) => {
    const [, where = '1', keys] =
      VIEW.exec(views.find(({ name }) => name === `${table}_from_events`)?.definition ?? '') ?? [];
    if (keys === undefined) throw new Error(`no view fills ${table} from events`);
    return { table, keys: keys.replaceAll(/\s+/g, ' ').trim(), where };
  });
}

/**
 * Where a rollup and the raw events tell of other people, merged people counting as one: an insert that died half-way may
 * have left the two under different numbers of the same person (docs/adr/0003).
 * @param from first local day whose raw events are all there
 */
export async function differingRollups(
  client: ClickHouseClient,
  projectId: number,
  from: string,
): Promise<RollupDifference[]> {
  const found: RollupDifference[] = [];
  const any = await hasMerges(client, projectId);
  for (const rollup of await rollupsOfPeople(client)) {
    const bindings = new Bindings();
    const query = comparison(rollup, projectId, from, new MergedPeople(any, projectId, bindings), bindings);
    found.push(...(await ask<RollupDifference>(client, { query, query_params: bindings.values })));
  }
  return found;
}

function comparison(
  { table, keys, where }: Rollup,
  projectId: number,
  from: string,
  merged: MergedPeople,
  bindings: Bindings,
): string {
  const scope = `project_id = ${bindings.bind(projectId, 'UInt32')} AND local_date >= ${bindings.bind(from, 'Date')}`;
  const nobody = 'bitmapBuild(emptyArrayUInt32())';
  return `
    SELECT ${bindings.bind(table, 'String')} AS table, toString(local_date) AS day,
           toUInt32(sum(bitmapAndnotCardinality(raw, rolled))) AS missing,
           toUInt32(sum(bitmapAndnotCardinality(rolled, raw))) AS extra
    FROM (
      SELECT ${keys}, groupBitmapMergeState(one) AS rolled, groupBitmapMergeState(other) AS raw
      FROM (
        SELECT ${keys}, ${merged.bitmap('people')} AS one, ${nobody} AS other
        FROM (SELECT ${keys}, groupBitmapMergeState(people) AS people FROM ${table} WHERE ${scope} GROUP BY ${keys})
        UNION ALL
        SELECT ${keys}, ${nobody} AS one, groupBitmapState(${merged.person}) AS other
        FROM (SELECT * FROM events WHERE ${scope} AND (${where})) AS events ${merged.join}
        GROUP BY ${keys})
      GROUP BY ${keys})
    GROUP BY local_date HAVING missing + extra > 0 ORDER BY local_date`;
}
