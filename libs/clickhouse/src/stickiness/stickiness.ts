import type { StickinessAnswer, StickinessQuery } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { checkRange, chooseSource, filterObstacle } from '../conditions/choose-source.js';
import { withChanges } from '../bucketed/changes.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { periodsFromEvents } from '../people-by-period/from-events.js';
import { periodsFromRollup } from '../people-by-period/from-rollup.js';
import { addDays, startOfDay } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { activeDaysHistogram, stickinessByDay } from './stickiness.query.js';

interface DayRow {
  bucket: string;
  dau: number | string;
  windowUsers: number | string;
}
interface HistogramRow {
  days: number | string;
  users: number | string;
}

/**
 * How regularly people come (docs/definitions.md, "Stickiness").
 * @throws UnanswerableQuery when the forced engine cannot answer
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function stickiness(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: StickinessQuery,
  now: Date,
): Promise<StickinessAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, filterObstacle(query.filters));
  const anyMerges = await hasMerges(client, project.id);
  const people = source === 'rollup' ? periodsFromRollup : periodsFromEvents;
  const [byDay, histogram] = await Promise.all([
    ask<DayRow>(client, stickinessByDay(people, query, project, anyMerges)),
    ask<HistogramRow>(client, activeDaysHistogram(people, query, project, anyMerges)),
  ]).catch(orRegexProblem);
  return {
    kind: 'stickiness',
    ...answerHead(project, source, now, started),
    rows: withChanges(
      byDay
        .map((row) => toRow(row, startOfDay(addDays(row.bucket, 1), project.timeZone) <= now))
        .sort((a, b) => (a.bucket < b.bucket ? -1 : 1)),
      query.changesFrom,
      () => null,
      ({ ratio }, then) => (ratio === null || then.ratio === null ? null : ratio - then.ratio),
    ),
    histogram: everyCount(query.window, histogram),
  };
}

function toRow(row: DayRow, complete: boolean): StickinessAnswer['rows'][number] {
  const [dau, windowUsers] = [Number(row.dau), Number(row.windowUsers)];
  const ratio = windowUsers === 0 ? null : dau / windowUsers;
  return { bucket: row.bucket, dau, windowUsers, ratio, complete };
}

function everyCount(window: number, found: HistogramRow[]): StickinessAnswer['histogram'] {
  const users = new Map(found.map((row) => [Number(row.days), Number(row.users)]));
  return Array.from({ length: window }, (_, at) => ({ days: at + 1, users: users.get(at + 1) ?? 0 }));
}
