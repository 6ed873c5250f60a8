import type { RetentionAnswer, RetentionQuery } from '@groundswell/contracts';
import { checkRange, chooseSource, filterObstacle } from '../conditions/choose-source.js';
import { answerHead } from '../answer-head.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { lastObservedDay } from '../events/data-range.js';
import { hasMerges } from '../identity/insert-merges.js';
import { Calendar, localDay } from '../periods/calendar.js';
import { isOfPeople } from '../persons/people-by-value.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import { columnsOf } from './columns.js';
import { type RetentionRow, shapeRetention } from './shape-retention.js';
import { retentionFromEvents, retentionFromRollup } from './retention.query.js';

/**
 * Who of each cohort came back (docs/definitions.md, "Retention").
 * @throws UnanswerableQuery when the forced engine cannot answer
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function retention(
  client: ClickHouseClient,
  project: ProjectSettings,
  asked: RetentionQuery,
  now: Date,
): Promise<RetentionAnswer> {
  const started = performance.now();
  const { query, source, columns, span, cohorts, calendar, horizon, today } = await retentionPlan(
    client,
    project,
    asked,
    now,
  );
  const build = source === 'rollup' ? retentionFromRollup : retentionFromEvents;
  const sql = build(query, project, span, columns, await hasMerges(client, project.id));
  const rows = await ask<RetentionRow>(client, sql).catch(orRegexProblem);
  return {
    kind: 'retention',
    ...answerHead(project, source, now, started),
    ...shapeRetention(rows, { query, columns, cohorts, calendar, horizon, today }),
  };
}

/**
 * What a question about retention comes to: which engine, which cohorts, until when people were observed.
 * @throws UnanswerableQuery when the forced engine cannot answer
 */
export async function retentionPlan(
  client: ClickHouseClient,
  project: ProjectSettings,
  asked: RetentionQuery,
  now: Date,
) {
  const query = withoutNeedlessKind(asked);
  const source = choose(query);
  const calendar = new Calendar(project.weekStart);
  const today = localDay(now, project.timeZone);
  const lastDay = await lastObservedDay(client, project.id, query.traffic);
  const horizon = earlier(today, later(query.to, lastDay ?? query.to));
  const cohorts = calendar.periods(query.period, query.from, query.to);
  const last = cohorts.at(-1) ?? query.to;
  const span = {
    first: cohorts[0] ?? query.from,
    last,
    lastDay: earlier(calendar.lastDay(query.period, last), horizon),
    end: horizon,
  };
  return { query, source, columns: columnsOf(query), span, cohorts, calendar, horizon, today };
}

/** Where every event passes, the first one ever is the first that passes: which the rollup knows, too. */
function withoutNeedlessKind(query: RetentionQuery): RetentionQuery {
  const { kind, filters = [] } = query.cohort;
  if (kind !== 'firstEver' || filters.length > 0) return query;
  return { ...query, cohort: { ...query.cohort, kind: 'firstTime' } };
}

const earlier = (a: string, b: string) => (a < b ? a : b);
const later = (a: string, b: string) => (a > b ? a : b);

/** Years of days; beyond the calendar's end, dates could no longer be compared. */
const FARTHEST_BRACKET = 3_700;

function choose(query: RetentionQuery): 'rollup' | 'events' {
  checkRange(query);
  if (query.mode === 'bracket' && !query.brackets?.length) {
    throw new UnanswerableQuery('Mode "bracket" needs brackets, e.g. [[1, 3], [4, 7]].');
  }
  if (query.brackets?.some(([, to]) => to > FARTHEST_BRACKET)) {
    throw new UnanswerableQuery(
      `A bracket may end at most ${FARTHEST_BRACKET} periods after the cohort's own.`,
    );
  }
  const wrong = query.brackets?.find(([from, to]) => from > to);
  if (wrong) throw new UnanswerableQuery(`The bracket [${wrong.join(', ')}] ends before it begins.`);
  return chooseSource(query.engine, rollupObstacle(query));
}

function rollupObstacle(query: RetentionQuery): string | null {
  const filter = filterObstacle(query.cohort.filters, query.returning.filters);
  if (filter !== null) return filter;
  if (query.cohort.kind === 'firstEver')
    return 'it does not know which event of a day came first, so not whether that one passes the filters.';
  if (query.breakdown !== undefined && !isOfPeople(query.breakdown))
    return 'it does not know which event of a person came first, so it breaks down by what is known of people and by cohorts only.';
  return null;
}
