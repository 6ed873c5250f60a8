import type {
  ActiveUsersAnswer,
  ActiveUsersOverlap,
  ActiveUsersQuery,
  ActiveUsersRow,
} from '@groundswell/contracts';
import { checkRange, chooseSource, filterObstacle } from '../conditions/choose-source.js';
import { answerHead } from '../answer-head.js';
import { bucketsOf } from '../bucketed/buckets.js';
import { type BucketRow, byBucket, checkTrailing } from '../bucketed/by-bucket.js';
import { relativeChange, withChanges } from '../bucketed/changes.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { isOfPeople } from '../persons/people-by-value.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { activeUsersFromEvents, activeUsersFromRollup } from './active-users.query.js';

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
  const source = chooseForActiveUsers(query);
  const buckets = bucketsOf(query, project);
  const anyMerges = await hasMerges(client, project.id);
  const build = source === 'rollup' ? activeUsersFromRollup : activeUsersFromEvents;
  const sql = build(query, project, buckets, anyMerges);
  const found = await ask<BucketRow>(client, sql).catch(orRegexProblem);
  const rows = byBucket(found, buckets, query, now).map(({ value, ...row }) => ({
    ...row,
    users: value ?? 0,
  }));
  return {
    kind: 'activeUsers',
    ...answerHead(project, source, now, started),
    rows: withChanges(
      rows,
      query.changesFrom,
      ({ breakdown }) => breakdown,
      (row, then) => relativeChange(row.users, then.users),
    ),
    ...(query.breakdown !== undefined && { overlaps: overlapsOf(rows) }),
  };
}

/** Somebody with several values is in several rows, and once in that of all together. */
function overlapsOf(rows: ActiveUsersRow[]): ActiveUsersOverlap[] {
  const sums = new Map<string, number>();
  for (const { bucket, breakdown, users } of rows) {
    if (breakdown !== null) sums.set(bucket, (sums.get(bucket) ?? 0) + users);
  }
  return rows
    .filter(({ breakdown }) => breakdown === null)
    .map(({ bucket, users }) => {
      const sumOfParts = sums.get(bucket) ?? users;
      return { bucket, users, sumOfParts, overlap: sumOfParts - users };
    });
}

export function chooseForActiveUsers(query: ActiveUsersQuery): 'rollup' | 'events' {
  checkRange(query);
  checkTrailing(query);
  return chooseSource(query.engine, rollupObstacle(query));
}

function rollupObstacle(query: ActiveUsersQuery): string | null {
  if (query.interval === 'hour') return 'it holds days, not hours.';
  const filter = filterObstacle(query.filters);
  if (filter !== null) return filter;
  const { breakdown } = query;
  if (breakdown !== undefined && breakdown !== 'platform' && !isOfPeople(breakdown)) {
    return `it breaks down by platform, by what is known of people and by cohorts, not by ${breakdown}.`;
  }
  return null;
}
