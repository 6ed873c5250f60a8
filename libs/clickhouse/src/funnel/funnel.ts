import {
  type FunnelAnswer,
  type FunnelQuery,
  type FunnelStepResult,
  WINDOW_SECONDS,
} from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { OTHER } from '../conditions/values.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { Calendar, addDays, startOfDay } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { TIME_BINS, funnelFromEvents } from './funnel.query.js';

interface Row {
  kind: 'whole' | 'value' | 'bucket';
  name: string;
  users: (number | string)[];
  fromPrevious: (number | null)[];
  fromFirst: (number | null)[];
  /** Seconds at which bins begin, and the people of each. */
  times: [(number | string)[], (number | string)[]];
}

/**
 * How far people get through the steps (docs/definitions.md, "Funnel").
 * @throws UnanswerableQuery when the rollup is forced: it holds days, not the order within them
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function funnel(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: FunnelQuery,
  now: Date,
): Promise<FunnelAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds days, not what came first within them.');
  const sql = funnelFromEvents(query, project, await hasMerges(client, project.id));
  const rows = await ask<Row>(client, sql).catch(orRegexProblem);
  const whole = rows.find(({ kind }) => kind === 'whole');
  return {
    kind: 'funnel',
    ...answerHead(project, source, now, started),
    steps: stepsOf(query, whole),
    ...(query.breakdown !== undefined && { groups: groupsOf(query, rows, whole) }),
    conversionTimes: timesOf(whole),
    ...(query.trend && { trend: trendOf({ ...query, trend: query.trend }, project, rows, now) }),
    complete: isOver(query.to, query, project, now),
  };
}

function stepsOf(query: FunnelQuery, row: Row | undefined): FunnelStepResult[] {
  const users = query.steps.map((_, index) => Number(row?.users[index] ?? 0));
  const rate = (part: number, whole: number | undefined) => (whole ? part / whole : null);
  const median = (list: Row['fromFirst'] | undefined, index: number) =>
    index === 0 || !users[index] ? null : (list?.[index] ?? null);
  return query.steps.map(({ event }, index) => ({
    index,
    event,
    users: users[index] ?? 0,
    lost: index === 0 ? null : (users[index - 1] ?? 0) - (users[index] ?? 0),
    rateFromPrevious: index === 0 ? null : rate(users[index] ?? 0, users[index - 1]),
    rateFromFirst: rate(users[index] ?? 0, users[0]),
    medianSeconds: median(row?.fromPrevious, index),
    medianSecondsFromFirst: median(row?.fromFirst, index),
  }));
}

/** Everybody has one value, so that what the listed ones lack is the rest's; medians cannot be told that way. */
function groupsOf(
  query: FunnelQuery,
  rows: Row[],
  whole: Row | undefined,
): NonNullable<FunnelAnswer['groups']> {
  const values = rows.filter(({ kind }) => kind === 'value');
  const groups = values.map((row) => ({ breakdown: row.name, steps: stepsOf(query, row) }));
  const users = query.steps.map(
    (_, step) =>
      Number(whole?.users[step] ?? 0) - values.reduce((sum, row) => sum + Number(row.users[step] ?? 0), 0),
  );
  if (!users[0]) return groups;
  const rest: Row = { kind: 'value', name: OTHER, users, fromPrevious: [], fromFirst: [], times: [[], []] };
  return [...groups, { breakdown: OTHER, steps: stepsOf(query, rest) }];
}

function timesOf(whole: Row | undefined): FunnelAnswer['conversionTimes'] {
  const [bins = [], users = []] = whole?.times ?? [];
  const byBin = new Map(bins.map((bin, index) => [Number(bin), Number(users[index])]));
  const finished = [...byBin.values()].reduce((sum, people) => sum + people, 0);
  return TIME_BINS.map((from, index) => {
    const people = byBin.get(from) ?? 0;
    const share = finished === 0 ? null : people / finished;
    return { from, to: TIME_BINS[index + 1] ?? null, users: people, share };
  });
}

function trendOf(
  query: FunnelQuery & { trend: NonNullable<FunnelQuery['trend']> },
  project: ProjectSettings,
  rows: Row[],
  now: Date,
): NonNullable<FunnelAnswer['trend']> {
  const calendar = new Calendar(project.weekStart);
  const byBucket = new Map(rows.filter(({ kind }) => kind === 'bucket').map((row) => [row.name, row.users]));
  return calendar.periods(query.trend, query.from, query.to).map((bucket) => {
    const users = byBucket.get(bucket);
    const [entered, converted] = [Number(users?.[0] ?? 0), Number(users?.[query.steps.length - 1] ?? 0)];
    const last = calendar.lastDay(query.trend, bucket);
    const complete = last <= query.to && bucket >= query.from && isOver(last, query, project, now);
    return { bucket, entered, converted, rate: entered > 0 ? converted / entered : null, complete };
  });
}

/** Whether those who began on the day, or before, can go no further. */
function isOver(day: string, { window }: FunnelQuery, { timeZone }: ProjectSettings, now: Date): boolean {
  const end = startOfDay(addDays(day, 1), timeZone).getTime();
  return end + window.value * WINDOW_SECONDS[window.unit] * 1000 <= now.getTime();
}
