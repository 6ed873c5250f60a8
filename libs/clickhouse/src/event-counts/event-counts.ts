import type { EventCountsAnswer, EventCountsQuery } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { bucketsOf } from '../bucketed/buckets.js';
import { type BucketRow, byBucket, checkTrailing } from '../bucketed/by-bucket.js';
import { relativeChange, withChanges } from '../bucketed/changes.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { eventCountsFromEvents } from './event-counts.query.js';

/**
 * What the events of a bucket come to (docs/definitions.md, "Event counts").
 * @throws UnanswerableQuery when the rollup is forced: it holds people, not events
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function eventCounts(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: EventCountsQuery,
  now: Date,
): Promise<EventCountsAnswer> {
  const started = performance.now();
  checkRange(query);
  checkTrailing(query);
  const source = chooseSource(query.engine, 'it holds people, not how often they did something.');
  const buckets = bucketsOf(query, project);
  const sql = eventCountsFromEvents(query, project, buckets, await hasMerges(client, project.id));
  const found = await ask<BucketRow>(client, sql).catch(orRegexProblem);
  const empty = query.measure === 'events' || query.measure === 'sum' ? 0 : null;
  const rows = byBucket(found, buckets, query, now).map((row) => ({
    ...row,
    value: finite(row.value) ?? empty,
  }));
  return {
    kind: 'eventCounts',
    ...answerHead(project, source, now, started),
    rows: withChanges(
      rows,
      query.changesFrom,
      ({ breakdown }) => breakdown,
      (row, then) => relativeChange(row.value, then.value),
    ),
  };
}

/** An average of nothing is no number. */
const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);
