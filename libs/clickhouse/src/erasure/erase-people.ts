import { setTimeout as pause } from 'node:timers/promises';
import { Bindings, type Query } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { runMutations } from './mutations.js';
import { PEOPLE_TABLES, type PeopleTable } from './people-tables.js';

export interface PeopleRows {
  events: number;
  /** Of all tables; of a bitmap, the rows that hold one of the people. */
  rows: number;
}

/** What is stored of these people now. */
export async function countPeopleRows(
  client: ClickHouseClient,
  projectId: number,
  personIds: number[],
): Promise<PeopleRows> {
  const found: PeopleRows = { events: 0, rows: 0 };
  for (const table of PEOPLE_TABLES) {
    const bindings = new Bindings();
    const query = `SELECT count() AS n FROM ${table.table} WHERE ${holds(table, projectId, personIds, bindings)}`;
    const [row] = await ask<{ n: number | string }>(client, { query, query_params: bindings.values });
    const n = Number(row?.n ?? 0);
    found.rows += n;
    if (table.table === 'events') found.events = n;
  }
  return found;
}

/**
 * Takes people out of every table, for good: parts are rewritten without them. May be called again at any time; nothing
 * must write rows of them any more. Takes as long as rewriting the parts that hold them.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function erasePeople(
  client: ClickHouseClient,
  projectId: number,
  personIds: number[],
): Promise<void> {
  if (personIds.length === 0) return;
  const statements = PEOPLE_TABLES.flatMap((table) => removals(table, projectId, personIds));
  await runMutations(client, statements);
  for (let tries = 0; (await countPeopleRows(client, projectId, personIds)).rows > 0; tries++) {
    if (tries === 10) throw new Error('people are still stored after their removal was reported as done');
    await pause(200);
  }
}

function holds(table: PeopleTable, projectId: number, personIds: number[], bindings: Bindings): string {
  const ids = bindings.bind(personIds, 'Array(UInt32)');
  const where =
    'rows' in table
      ? table.rows.map((column) => `${column} IN ${ids}`)
      : table.bitmaps.map((column) => `bitmapHasAny(${column}, bitmapBuild(${ids}))`);
  return `project_id = ${bindings.bind(projectId, 'UInt32')} AND (${where.join(' OR ')})`;
}

/** A row of bitmaps that held nobody else goes as a whole: it must not say that there was a day with events. */
function removals(table: PeopleTable, projectId: number, personIds: number[]): (Query & { table: string })[] {
  const statement = (build: (where: string, ids: string, bindings: Bindings) => string) => {
    const bindings = new Bindings();
    const where = holds(table, projectId, personIds, bindings);
    const query = build(where, bindings.bind(personIds, 'Array(UInt32)'), bindings);
    return { table: table.table, query, query_params: bindings.values };
  };
  if ('rows' in table) return [statement((where) => `ALTER TABLE ${table.table} DELETE WHERE ${where}`)];
  const without = (column: string, ids: string) => `bitmapAndnot(${column}, bitmapBuild(${ids}))`;
  return [
    statement((where, ids) => {
      const empty = table.bitmaps.map((column) => `bitmapCardinality(${without(column, ids)}) = 0`);
      return `ALTER TABLE ${table.table} DELETE WHERE ${where} AND ${empty.join(' AND ')}`;
    }),
    statement((where, ids) => {
      const changes = table.bitmaps.map((column) => `${column} = ${without(column, ids)}`);
      return `ALTER TABLE ${table.table} UPDATE ${changes.join(', ')} WHERE ${where}`;
    }),
  ];
}
