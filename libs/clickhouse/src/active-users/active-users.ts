import type { ActiveUsersAnswer, ActiveUsersQuery, ActiveUsersRow } from '@groundswell/contracts';
import { checkRange, chooseSource, filterObstacle } from '../conditions/choose-source.js';
import { answerHead } from '../answer-head.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import { activeUsersFromEvents, activeUsersFromRollup } from './active-users.query.js';
import { type Bucket, bucketsOf } from './buckets.js';

interface Row {
  bucket: string;
  breakdown: string;
  whole: number;
  users: number | string;
}

/**
 * People with at least one event that counts, per bucket (docs/definitions.md, "Active users").
 * @throws UnanswerableQuery when the forced engine cannot answer
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function activeUsers(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: ActiveUsersQuery,
  now: Date,
): Promise<ActiveUsersAnswer> {
  const started = performance.now();
  const source = choose(query);
  const buckets = bucketsOf(query, project);
  const anyMerges = await hasMerges(client, project.id);
  const build = source === 'rollup' ? activeUsersFromRollup : activeUsersFromEvents;
  const sql = build(query, project, buckets, anyMerges);
  const rows = shape(await ask<Row>(client, sql).catch(orRegexProblem), buckets, query, now);
  return {
    kind: 'activeUsers',
    ...answerHead(project, source, now, started),
    rows,
  };
}

function choose(query: ActiveUsersQuery): 'rollup' | 'events' {
  checkRange(query);
  if (query.interval === 'hour' && query.trailingDays !== undefined) {
    throw new UnanswerableQuery(
      'trailingDays goes with intervals of a day or longer; leave it out for hours.',
    );
  }
  return chooseSource(query.engine, rollupObstacle(query));
}

function rollupObstacle(query: ActiveUsersQuery): string | null {
  if (query.interval === 'hour') return 'it holds days, not hours.';
  const filter = filterObstacle(query.filters);
  if (filter !== null) return filter;
  if (query.breakdown !== undefined && query.breakdown !== 'platform') {
    return `it breaks down by platform, not by ${query.breakdown}.`;
  }
  return null;
}

function shape(rows: Row[], buckets: Bucket[], query: ActiveUsersQuery, now: Date): ActiveUsersRow[] {
  const users = new Map<string, number>();
  const values = new Set<string>();
  for (const row of rows) {
    const bucket = query.interval === 'hour' ? new Date(Number(row.bucket) * 1000).toISOString() : row.bucket;
    const value = Number(row.whole) === 1 ? null : row.breakdown;
    if (value !== null) values.add(value);
    users.set(JSON.stringify([bucket, value]), Number(row.users));
  }
  const breakdowns = [null, ...[...values].sort()];
  return buckets.flatMap(({ name, end }) =>
    breakdowns.map((breakdown) => ({
      bucket: name,
      breakdown,
      users: users.get(JSON.stringify([name, breakdown])) ?? 0,
      complete: end <= now,
    })),
  );
}
