import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from './insert-merges.js';
import { MergedPeople } from './merged-people.js';

export interface PersonActivity {
  events: number;
  /** Instants of the first and the last event, ISO 8601 UTC. */
  firstSeen: string;
  lastSeen: string;
}

/** What the events say of these people, those that count as one of them included. Who has no event is left out. */
export async function personActivity(
  client: ClickHouseClient,
  projectId: number,
  personIds: number[],
): Promise<Map<number, PersonActivity>> {
  if (personIds.length === 0) return new Map();
  const bindings = new Bindings();
  const people = new MergedPeople(await hasMerges(client, projectId), projectId, bindings);
  const rows = await ask<{
    person: number;
    events: number | string;
    first: number | string;
    last: number | string;
  }>(client, {
    query: `
        SELECT ${people.person} AS person, count() AS events,
               toUnixTimestamp64Milli(min(timestamp)) AS first, toUnixTimestamp64Milli(max(timestamp)) AS last
        FROM events ${people.join}
        WHERE project_id = ${bindings.bind(projectId, 'UInt32')} AND ${people.isOneOf(personIds)}
        GROUP BY person
        SETTINGS max_execution_time = 20`,
    query_params: bindings.values,
  });
  const iso = (ms: number | string) => new Date(Number(ms)).toISOString();
  return new Map(
    rows.map(({ person, events, first, last }) => [
      person,
      { events: Number(events), firstSeen: iso(first), lastSeen: iso(last) },
    ]),
  );
}
