import type { ConversionRule } from '@groundswell/contracts';
import { Bindings } from '../conditions/bound.js';
import { finiteAt, textOf } from '../conditions/columns.js';
import { filterCondition } from '../conditions/filter-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { ask } from '../connection/ask.js';
import { catchUp } from '../connection/cluster.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { iso } from '../events/recent-events.js';
import { orRegexProblem } from '../regex-problem.js';

/** An event that is a conversion by a rule, as it is stored. */
export interface FoundConversion {
  eventId: string;
  event: string;
  personId: number;
  localDate: string;
  /** ISO 8601 UTC. */
  occurredAt: string;
  value: number | null;
  currency: string | null;
  /** When it was stored, ms since epoch, and its id: a place to go on from. */
  storedAt: number;
}

export interface ConversionSearch {
  projectId: number;
  rule: ConversionRule;
  /** First local day. */
  since: string;
  withImports: boolean;
  limit: number;
}

/**
 * Of what was stored from an instant on, in the order of storing.
 * @throws UnanswerableQuery for a rule that cannot be asked
 */
export function newConversions(
  client: ClickHouseClient,
  search: ConversionSearch,
  after: { storedAt: number; eventId: string },
): Promise<FoundConversion[]> {
  const bindings = new Bindings();
  const at = `fromUnixTimestamp64Milli(${bindings.bind(after.storedAt, 'Int64')}, 'UTC')`;
  const id = bindings.bind(after.eventId, 'String');
  return found(client, search, bindings, {
    condition: `(inserted_at > ${at} OR (inserted_at = ${at} AND event_id > ${id}))`,
    order: 'inserted_at, event_id',
  });
}

/**
 * The latest by the time at which they happened.
 * @throws UnanswerableQuery for a rule that cannot be asked
 */
export function latestConversions(
  client: ClickHouseClient,
  search: ConversionSearch,
): Promise<FoundConversion[]> {
  return found(client, search, new Bindings(), {
    condition: '1',
    order: 'events.timestamp DESC, event_id',
  });
}

async function found(
  client: ClickHouseClient,
  { projectId, rule, since, withImports, limit }: ConversionSearch,
  bindings: Bindings,
  { condition, order }: { condition: string; order: string },
): Promise<FoundConversion[]> {
  const money = rule.valueProperty ? finiteAt(rule.valueProperty) : 'NULL';
  const currency = rule.currencyProperty ? `upper(${textOf(rule.currencyProperty)})` : 'NULL';
  // The key of the table is project, day and event: only days that the network still takes are read.
  const conditions = [
    `project_id = ${bindings.bind(projectId, 'UInt32')}`,
    `local_date >= ${bindings.bind(since, 'Date')}`,
    `event = ${bindings.bind(rule.event, 'String')}`,
    trafficCondition('human'),
    condition,
    ...(withImports ? [] : [`import_id = ''`]),
    ...(rule.filters ?? []).map((filter) => filterCondition(filter, bindings)),
  ];
  return ask<FoundConversion>(client, {
    query: `
      SELECT event_id AS eventId, event, person_id AS personId, toString(local_date) AS localDate,
             ${iso('events.timestamp')} AS occurredAt,
             ${money} AS value, ${currency} AS currency,
             toUnixTimestamp64Milli(inserted_at) AS storedAt
      FROM events WHERE ${conditions.join(' AND ')}
      ORDER BY ${order} LIMIT ${bindings.bind(limit, 'UInt32')}
      SETTINGS max_execution_time = 60`,
    query_params: bindings.values,
  }).catch(orRegexProblem);
}

/**
 * ms since epoch by the clock that marks what is stored. What was stored anywhere before is here when this answers: a replica
 * that was behind has caught up.
 */
export async function storeClock(client: ClickHouseClient): Promise<number> {
  const [row] = await ask<{ now: number | string }>(client, {
    query: 'SELECT toUnixTimestamp64Milli(now64(3)) AS now',
    query_params: {},
  });
  await catchUp(client, 'events');
  return Number(row!.now);
}
