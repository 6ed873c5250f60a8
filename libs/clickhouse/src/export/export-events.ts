import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { iso } from '../events/recent-events.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';

/**
 * An event as it leaves the product: every column that is stored of it but our own bookkeeping, in camelCase; a column
 * that is added later is in it by itself. `personId` is whoever the event counts for today.
 */
export type ExportedEvent = Record<string, unknown>;

export interface ExportSelection {
  projectId: number;
  /** Local days, both included. */
  from: string;
  to: string;
  event?: string;
  /** Only of this person, who counts as themselves. */
  personId?: number;
}

/** Rows that are held at once. */
const PAGE = 5_000;

interface Place {
  at: number;
  eventId: string;
}

type Row = Record<string, unknown> & { at: number | string; event_id: string; properties: string };

/**
 * All events of the selection by local day, instant and message id, page by page: however many there are, one page is in
 * memory. Events that are stored while it runs are in it where its place has not passed them.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function* exportEvents(
  client: ClickHouseClient,
  selection: ExportSelection,
): AsyncGenerator<ExportedEvent[]> {
  const anyMerges = await hasMerges(client, selection.projectId);
  for (const day of await daysOf(client, selection)) {
    for (let after: Place | null = null; ;) {
      const rows: Row[] = await page(client, selection, day, after, anyMerges);
      if (rows.length > 0) yield rows.map(toEvent);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      after = { at: Number(last.at), eventId: last.event_id };
    }
  }
}

/** A person's days are few; of a project, all between the ends that have any. */
async function daysOf(client: ClickHouseClient, selection: ExportSelection): Promise<string[]> {
  const bindings = new Bindings();
  const where = conditions(selection, await hasMerges(client, selection.projectId), bindings);
  const rows = await ask<{ day: string }>(client, {
    query: `SELECT DISTINCT toString(local_date) AS day FROM events WHERE ${where} ORDER BY day`,
    query_params: bindings.values,
  });
  return rows.map(({ day }) => day);
}

function conditions(selection: ExportSelection, anyMerges: boolean, bindings: Bindings): string {
  const { projectId, from, to, event, personId } = selection;
  const all = [
    `project_id = ${bindings.bind(projectId, 'UInt32')}`,
    `local_date BETWEEN ${bindings.bind(from, 'Date')} AND ${bindings.bind(to, 'Date')}`,
  ];
  if (event !== undefined) all.push(`event = ${bindings.bind(event, 'String')}`);
  if (personId !== undefined) all.push(new MergedPeople(anyMerges, projectId, bindings).isOneOf([personId]));
  return all.join(' AND ');
}

function page(
  client: ClickHouseClient,
  selection: ExportSelection,
  day: string,
  after: Place | null,
  anyMerges: boolean,
): Promise<Row[]> {
  const bindings = new Bindings();
  const people = new MergedPeople(anyMerges, selection.projectId, bindings);
  const where = [conditions({ ...selection, from: day, to: day }, anyMerges, bindings)];
  if (after !== null) {
    const place = `fromUnixTimestamp64Milli(${bindings.bind(after.at, 'Int64')}, 'UTC')`;
    const id = bindings.bind(after.eventId, 'String');
    where.push(`(events.timestamp > ${place} OR (events.timestamp = ${place} AND event_id > ${id}))`);
  }
  return ask<Row>(client, {
    query: `
      SELECT events.* EXCEPT (${OWN.join(', ')}) REPLACE (
               ${iso('events.timestamp')} AS timestamp, ${iso('events.received_at')} AS received_at,
               ${people.person} AS person_id, toJSONString(properties) AS properties),
             toUnixTimestamp64Milli(events.timestamp) AS at
      FROM events ${people.join}
      WHERE ${where.join(' AND ')}
      ORDER BY events.timestamp, event_id
      LIMIT ${PAGE}`,
    query_params: bindings.values,
  });
}

/** Where a row came from in our own log says nothing about the event. */
const OWN = ['project_id', 'log_partition', 'log_offset', 'inserted_at'];

function toEvent({ at: _, properties, ...row }: Row): ExportedEvent {
  const named = Object.entries(row).map(([column, value]) => [camelCase(column), value] as const);
  return { ...Object.fromEntries(named), properties: JSON.parse(properties) as unknown };
}

const camelCase = (column: string) =>
  column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Before and after every day that can be stored. */
export const EVERY_DAY = { from: '1970-01-01', to: '2149-01-01' };
