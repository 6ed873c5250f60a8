import { Calendar, type ProjectSettings, addDays, localDay, relativeChange } from '@groundswell/clickhouse';
import {
  type BenchmarkAnswer,
  type BenchmarkMean,
  type FunnelAnswer,
  GROWTH_COUNTS,
  type GrowthAccountingAnswer,
  type PathLink,
  type PathsAnswer,
  type PreviousRange,
  ownIntervalOf,
} from '@groundswell/contracts';
import { DateTime } from 'luxon';
import type { Query } from '../query.dto.js';
import type { Answer } from '../query.service.js';
import { creditsBefore, modelsBefore } from './attribution-before.js';

type Interval = 'hour' | 'day' | 'week' | 'month';
/** Of a row of buckets: whether it stands for all of its period, so that it can be compared with others. */
type IsWhole = (row: { bucket: string; complete: boolean }, interval: Interval) => boolean;
interface Before<A = Answer> {
  range: PreviousRange;
  answer: A;
  /** Of its buckets those that data were there in, by name. */
  known: ReadonlySet<string>;
}

/** The question of as many days right before, of all together: parts and courses are those of the question itself. */
export function previousOf<Q extends Query>(query: Q): Q {
  const days = DateTime.fromISO(query.to).diff(DateTime.fromISO(query.from), 'days').days + 1;
  const before = { ...query, from: addDays(query.from, -days), to: addDays(query.from, -1) };
  return { ...before, breakdown: undefined, trend: undefined, changesFrom: undefined };
}

/** A period is whole once it is over and where data begin before it and go on to its end. */
export function wholePeriods(
  { timeZone, weekStart }: ProjectSettings,
  data: { firstDay: string; lastDay: string } | null,
): IsWhole {
  const calendar = new Calendar(weekStart);
  return ({ bucket, complete }, interval) => {
    if (!complete || data === null) return false;
    const first = interval === 'hour' ? localDay(new Date(bucket), timeZone) : bucket;
    const last = interval === 'hour' ? first : calendar.lastDay(interval, first);
    return first >= data.firstDay && last <= data.lastDay;
  };
}

/** An answer beside that of the days before, with what moved (docs/definitions.md, "Previous period"). */
export function withPrevious(query: Query, now: Answer, before: Before, isWhole: IsWhole): Answer {
  const then = before.answer;
  const range: PreviousRange = { from: before.range.from, to: before.range.to };
  const isKnown = ({ bucket }: { bucket: string }) => before.known.has(bucket);
  if (now.kind === 'activeUsers' && then.kind === now.kind && query.kind === now.kind) {
    const change = changeOfRows(
      now.rows,
      then.rows,
      ({ users }) => users,
      (row) => isWhole(row, query.interval),
      isKnown,
    );
    return { ...now, previous: { ...range, rows: then.rows, change } };
  }
  if (now.kind === 'eventCounts' && then.kind === now.kind && query.kind === now.kind) {
    const change = changeOfRows(
      now.rows,
      then.rows,
      ({ value }) => value,
      (row) => isWhole(row, query.interval),
      isKnown,
    );
    return { ...now, previous: { ...range, rows: then.rows, change } };
  }
  if (now.kind === 'growthAccounting' && then.kind === now.kind && query.kind === now.kind) {
    const means = growthMeans(now.rows, then.rows, (row) => isWhole(row, query.interval));
    return { ...now, previous: { ...range, rows: then.rows, means } };
  }
  if (now.kind === 'funnel' && then.kind === now.kind)
    return { ...now, previous: { ...range, steps: movedSteps(now, then) } };
  if (now.kind === 'paths' && then.kind === now.kind)
    return {
      ...now,
      previous: {
        ...range,
        ...pathsBefore(now, then, isWhole({ bucket: range.from, complete: true }, 'day')),
      },
    };
  if (now.kind === 'attribution' && then.kind === now.kind)
    return {
      ...now,
      previous: { ...range, ...creditsBefore(now, then, areWhole(query, range, now, isWhole)) },
    };
  if (now.kind === 'attributionModels' && then.kind === now.kind)
    return {
      ...now,
      previous: { ...range, ...modelsBefore(now, then, areWhole(query, range, now, isWhole)) },
    };
  if (now.kind === 'benchmark' && then.kind === now.kind) {
    const interval = ownIntervalOf(now.metric) ?? 'day';
    const subjects = subjectMeans(now, then, (row) => isWhole(row, interval));
    return { ...now, previous: { ...range, subjects } };
  }
  return now;
}

/** Whether all days of a range and of those before it are over and have data. */
function areWhole(
  { to }: PreviousRange,
  before: PreviousRange,
  { computedAt, timeZone }: Pick<Answer, 'computedAt' | 'timeZone'>,
  isWhole: IsWhole,
): boolean {
  const isOver = to < localDay(new Date(computedAt), timeZone);
  return [before.from, to].every((bucket) => isWhole({ bucket, complete: isOver }, 'day'));
}

/** Of the buckets that are whole now, were known then, and have a value on both sides, first beside first. */
export function changeOfRows<Row extends { breakdown: string | null }>(
  now: readonly Row[],
  then: readonly Row[],
  valueOf: (row: Row) => number | null,
  isWhole: (row: Row) => boolean,
  isKnown: (row: Row) => boolean,
): number | null {
  const past = then.filter(({ breakdown }) => breakdown === null);
  const pairs = now
    .filter(({ breakdown }) => breakdown === null)
    .flatMap((row, at) => {
      const before = past[at];
      const [own, other] = [valueOf(row), before && isKnown(before) ? valueOf(before) : null];
      return isWhole(row) && own !== null && other !== null ? [[own, other] as const] : [];
    });
  const sum = (side: 0 | 1) => pairs.reduce((total, pair) => total + pair[side], 0);
  return pairs.length === 0 ? null : relativeChange(sum(0), sum(1));
}

type GrowthRows = GrowthAccountingAnswer['rows'];
type GrowthMeans = NonNullable<GrowthAccountingAnswer['previous']>['means'];

export function growthMeans(
  now: GrowthRows,
  then: GrowthRows,
  isWhole: (row: GrowthRows[number]) => boolean,
): GrowthMeans {
  const [own, other] = [now.filter(isWhole), then.filter(isWhole)];
  return GROWTH_COUNTS.map((count) => {
    const [mine, past] = [own, other].map((rows) => meanOf(rows.map((row) => row[count])));
    return { count, now: mine ?? null, then: past ?? null, change: relativeChange(mine, past) };
  });
}

function movedSteps(now: FunnelAnswer, then: FunnelAnswer): NonNullable<FunnelAnswer['previous']>['steps'] {
  return then.steps.map((step, at) => {
    const [own, other] = [now.steps[at]?.rateFromFirst ?? null, step.rateFromFirst];
    return { ...step, moved: at === 0 || own === null || other === null ? null : own - other };
  });
}

/** @param isKnown whether data were there from the first of these days on */
function pathsBefore(
  now: PathsAnswer,
  then: PathsAnswer,
  isKnown: boolean,
): Pick<NonNullable<PathsAnswer['previous']>, 'users' | 'change' | 'links'> {
  const keyOf = ({ step, source, target }: PathLink) => JSON.stringify([step, source, target]);
  const known = new Map(then.links.map((link) => [keyOf(link), link.users]));
  // Of a link that is not listed nobody knows how many took it, unless all are.
  const unlisted = then.omitted > 0 ? null : 0;
  const links = now.links.map(({ users: own, ...link }) => {
    const users = known.get(keyOf({ ...link, users: own })) ?? unlisted;
    return { ...link, users, change: isKnown ? relativeChange(own, users) : null };
  });
  return { users: then.users, change: isKnown ? relativeChange(now.users, then.users) : null, links };
}

type Figures = Pick<BenchmarkAnswer, 'rows' | 'own'>;
type OwnRow = NonNullable<BenchmarkAnswer['own']>[number];

/** Subjects by name, what the project measured itself first, of the periods that are whole. */
export function subjectMeans(
  now: Figures,
  then: Figures,
  isWhole: (row: OwnRow) => boolean,
): BenchmarkMean[] {
  const names = [...new Set([...now.rows, ...then.rows].map(({ subject }) => subject))].sort();
  const subjects: (string | null)[] = now.own === null ? names : [null, ...names];
  return subjects.map((subject) => {
    const [own, other] = [now, then].map((answer) => meanOf(valuesOf(answer, subject, isWhole)));
    return { subject, now: own ?? null, then: other ?? null, change: relativeChange(own, other) };
  });
}

function valuesOf(
  { rows, own }: Figures,
  subject: string | null,
  isWhole: (row: OwnRow) => boolean,
): number[] {
  if (subject === null) return (own ?? []).filter(isWhole).map(({ value }) => value);
  return rows.filter((row) => row.subject === subject).map(({ value }) => value);
}

function meanOf(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
