import type {
  GrowthAccountingAnswer,
  GrowthAccountingQuery,
  GrowthAccountingRow,
} from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { checkRange, chooseSource, filterObstacle } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { periodsFromEvents } from '../people-by-period/from-events.js';
import { periodsFromRollup } from '../people-by-period/from-rollup.js';
import { Calendar, addDays, startOfDay } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { type GrowthSpan, growthAccountingSql } from './growth-accounting.query.js';

interface Row {
  bucket: string;
  active: number | string;
  new: number | string;
  retained: number | string;
  churned: number | string;
}

/**
 * Where the active people of each period come from, and who left (docs/definitions.md, "Growth accounting").
 * @throws UnanswerableQuery when the forced engine cannot answer
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function growthAccounting(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: GrowthAccountingQuery,
  now: Date,
): Promise<GrowthAccountingAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, filterObstacle(query.filters));
  const calendar = new Calendar(project.weekStart);
  const span = growthSpan(query, calendar);
  const { periods } = span;
  const anyMerges = await hasMerges(client, project.id);
  const people = source === 'rollup' ? periodsFromRollup : periodsFromEvents;
  const sql = growthAccountingSql(people, query, project, span, anyMerges);
  const found = new Map((await ask<Row>(client, sql).catch(orRegexProblem)).map((row) => [row.bucket, row]));
  const isComplete = (bucket: string) =>
    startOfDay(addDays(calendar.lastDay(query.interval, bucket), 1), project.timeZone) <= now;
  return {
    kind: 'growthAccounting',
    ...answerHead(project, source, now, started),
    rows: periods.map((bucket) => toRow(bucket, found.get(bucket), isComplete(bucket))),
  };
}

export function growthSpan({ interval, from, to }: GrowthAccountingQuery, calendar: Calendar): GrowthSpan {
  const periods = calendar.periods(interval, from, to);
  return {
    periods,
    before: calendar.add(interval, periods[0] ?? from, -1),
    end: calendar.lastDay(interval, periods.at(-1) ?? to),
  };
}

function toRow(bucket: string, row: Row | undefined, complete: boolean): GrowthAccountingRow {
  const [active, news, retained, churned] = [row?.active, row?.new, row?.retained, row?.churned].map((n) =>
    Number(n ?? 0),
  ) as [number, number, number, number];
  const resurrected = active - news - retained;
  const quickRatio = churned === 0 ? null : (news + resurrected) / churned;
  return { bucket, active, new: news, retained, resurrected, churned, quickRatio, complete };
}
