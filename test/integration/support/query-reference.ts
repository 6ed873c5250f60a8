import {
  type ActiveUsersQuery,
  type ActiveUsersRow,
  type Filter,
  type GrowthAccountingQuery,
  type GrowthAccountingRow,
  type RetentionAnswer,
  type RetentionQuery,
  type StickinessAnswer,
  type StickinessQuery,
  type Traffic,
  type TrafficSwitch,
  isAboutPeople,
  isReservedEvent,
} from '@groundswell/contracts';
import type { ProjectSettings } from '@groundswell/clickhouse';
import { DateTime } from 'luxon';

/** Plain answers by loops over events, to hold both engines to. Periods are whole numbers, so that they can be subtracted. */
export interface LogEvent {
  person: number;
  at: number;
  event: string;
  platform: string;
  /** Absent: human. */
  traffic?: Traffic;
  /** Whether a filter on people holds of its person. */
  isOf?: (filter: Filter) => boolean;
  /** What a breakdown by people files its person under. */
  valueBy?: (breakdown: string) => string;
}
export interface Log {
  events: LogEvent[];
  /** from -> into */
  merges: Map<number, number>;
}
type Unit = 'day' | 'week' | 'month';

const DAY = 86_400_000;
export const dayOf = (at: number, zone: string) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd');
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY;
const dayName = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/** 1970-01-01 was a Thursday. */
const weekShift = (project: ProjectSettings) => (project.weekStart === 'monday' ? 3 : 4);

export function periodOf(unit: Unit, day: string, project: ProjectSettings): number {
  if (unit === 'day') return dayNumber(day);
  if (unit === 'week') return Math.floor((dayNumber(day) + weekShift(project)) / 7);
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

export function firstDay(unit: Unit, period: number, project: ProjectSettings): string {
  if (unit === 'day') return dayName(period);
  if (unit === 'week') return dayName(period * 7 - weekShift(project));
  return `${Math.floor(period / 12)}-${String((period % 12) + 1).padStart(2, '0')}-01`;
}

interface Selection {
  event?: string;
  filters?: Filter[];
}

function counts(event: LogEvent, { event: name, filters = [] }: Selection): boolean {
  const chosen =
    name === undefined ? event.platform !== 'server' && !isReservedEvent(event.event) : event.event === name;
  return chosen && filters.every((filter) => passes(event, filter));
}

function passes(event: LogEvent, filter: Filter): boolean {
  if (isAboutPeople(filter)) return event.isOf?.(filter) ?? false;
  const { property, operator, value } = filter;
  const actual = property === 'platform' ? event.platform : event.event;
  const listed = [value].flat().includes(actual);
  return operator === 'eq' || operator === 'in' ? listed : !listed;
}

const personOf = ({ merges }: Log, { person }: LogEvent) => merges.get(person) ?? person;

/** The log as if bots and internal traffic had never been. */
function heard({ events, merges }: Log, traffic: TrafficSwitch): Log {
  return {
    merges,
    events: events.filter((event) => traffic === 'all' || (event.traffic ?? 'human') === 'human'),
  };
}

export function activeUsersReference(
  all: Log,
  project: ProjectSettings,
  query: ActiveUsersQuery,
  now: Date,
): ActiveUsersRow[] {
  const log = heard(all, query.traffic);
  if (query.interval === 'hour') return hourly(log, project, query, now);
  const unit = query.interval;
  const selected = log.events.filter((event) => counts(event, query));
  const rows: ActiveUsersRow[] = [];
  const last = periodOf(unit, query.to, project);
  const seen = new Set<string>();
  const values = query.breakdown
    ? [...new Set(selected.map((one) => valueOf(one, query.breakdown)))].sort()
    : [];
  for (let period = periodOf(unit, query.from, project); period <= last; period++) {
    const end = dayNumber(firstDay(unit, period + 1, project));
    const start = query.trailingDays ? end - query.trailingDays : dayNumber(firstDay(unit, period, project));
    const inside = selected.filter(({ at }) => {
      const day = dayNumber(dayOf(at, project.timeZone));
      return day >= start && day < end;
    });
    const bucket = firstDay(unit, period, project);
    const complete = dayNumber(dayOf(now.getTime(), project.timeZone)) >= end;
    for (const breakdown of [null, ...values]) {
      const own = inside.filter((one) => breakdown === null || valueOf(one, query.breakdown) === breakdown);
      if (own.length > 0 && breakdown !== null) seen.add(breakdown);
      rows.push({ bucket, breakdown, users: new Set(own.map((e) => personOf(log, e))).size, complete });
    }
  }
  return rows.filter(({ breakdown }) => breakdown === null || seen.has(breakdown));
}

const valueOf = (event: LogEvent, breakdown = 'platform') =>
  breakdown === 'platform' ? event.platform : (event.valueBy?.(breakdown) ?? '(none)');

/** Hours are those since the local midnight. */
function hourly(log: Log, project: ProjectSettings, query: ActiveUsersQuery, now: Date): ActiveUsersRow[] {
  const rows: ActiveUsersRow[] = [];
  const counted = log.events.filter((event) => counts(event, query));
  for (let day = dayNumber(query.from); day <= dayNumber(query.to); day++) {
    const instants = minutesOf(dayName(day), project.timeZone);
    const [midnight = 0, close = 0] = instants;
    for (let start = midnight; start < close; start += 3_600_000) {
      const end = Math.min(start + 3_600_000, close);
      const people = counted.filter(({ at }) => at >= start && at < end).map((e) => personOf(log, e));
      rows.push({
        bucket: new Date(start).toISOString(),
        breakdown: null,
        users: new Set(people).size,
        complete: end <= now.getTime(),
      });
    }
  }
  return rows;
}

/** First instant of a local day and of the next, found by looking at every half hour around it. */
function minutesOf(day: string, zone: string): [number, number] | [] {
  const around = dayNumber(day) * DAY;
  const own: number[] = [];
  for (let at = around - 30 * 3_600_000; at < around + 54 * 3_600_000; at += 900_000)
    if (dayOf(at, zone) === day) own.push(at);
  return own.length === 0 ? [] : [own[0] as number, (own.at(-1) as number) + 900_000];
}

export function retentionReference(
  all: Log,
  project: ProjectSettings,
  query: RetentionQuery,
  now: Date,
): Pick<RetentionAnswer, 'cohorts' | 'average'> {
  const log = heard(all, query.traffic);
  const zone = project.timeZone;
  const index = (day: string) => periodOf(query.period, day, project);
  const acts = log.events.filter(({ event }) => !isReservedEvent(event));
  const days = acts.map(({ at }) => dayOf(at, zone)).sort();
  const today = dayOf(now.getTime(), zone);
  const known = [query.to, days.at(-1) ?? query.to].sort()[1] as string;
  const horizon = known < today ? known : today;
  const observed = log.events.filter(({ at }) => dayOf(at, zone) <= horizon);
  const periodsOf = (selection: Selection) => {
    const byPerson = new Map<number, Set<number>>();
    for (const event of observed.filter((e) => counts(e, selection))) {
      const person = personOf(log, event);
      byPerson.set(person, (byPerson.get(person) ?? new Set()).add(index(dayOf(event.at, zone))));
    }
    return byPerson;
  };
  /** Of those whose very first event of the name passes the filters, the period of that event. */
  function firstEver() {
    const { event, filters } = query.cohort;
    const first = new Map<number, LogEvent>();
    for (const one of observed.filter((e) => counts(e, { event })).toSorted((a, b) => a.at - b.at))
      if (!first.has(personOf(log, one))) first.set(personOf(log, one), one);
    const passed = [...first].filter(([, one]) => counts(one, { event, filters }));
    return new Map(passed.map(([person, { at }]) => [person, new Set([index(dayOf(at, zone))])]));
  }
  const joined = query.cohort.kind === 'firstEver' ? firstEver() : periodsOf(query.cohort);
  const returned = periodsOf(query.returning);
  const columns =
    query.mode === 'bracket'
      ? (query.brackets ?? []).map(([lo, hi]) => ({ lo, hi, seen: hi }))
      : Array.from({ length: query.periods + 1 }, (_, n) => ({
          lo: n,
          hi: query.mode === 'on' ? n : Infinity,
          seen: n,
        }));
  const valueOfPerson = new Map(observed.map((one) => [personOf(log, one), valueOf(one, query.breakdown)]));
  const values = query.breakdown ? [...new Set(valueOfPerson.values())].sort() : [];
  const cohorts: RetentionAnswer['cohorts'] = [];
  for (let cohort = index(query.from); cohort <= index(query.to); cohort++) {
    for (const breakdown of [null, ...values]) addCohort(cohort, breakdown);
  }
  function addCohort(cohort: number, breakdown: string | null): void {
    const members = [...joined].filter(
      ([person, periods]) =>
        (breakdown === null || valueOfPerson.get(person) === breakdown) &&
        (query.cohort.kind === 'everyTime' ? periods.has(cohort) : Math.min(...periods) === cohort),
    );
    const size = members.length;
    if (size === 0) return;
    const cells = columns.map(({ lo, hi, seen }, n) => {
      if (cohort + seen > index(horizon)) return { n, users: 0, eligible: 0, rate: null, complete: false };
      const back = ([person]: [number, Set<number>]) =>
        lo === 0 || [...(returned.get(person) ?? [])].some((p) => p - cohort >= lo && p - cohort <= hi);
      const users = members.filter(back).length;
      return { n, users, eligible: size, rate: users / size, complete: cohort + seen < index(today) };
    });
    cohorts.push({ cohort: firstDay(query.period, cohort, project), breakdown, size, periods: cells });
  }
  const whole = cohorts.filter(({ breakdown }) => breakdown === null);
  const average = columns.map((_, n) => {
    const cells = whole.map(({ periods }) => periods[n]).filter((cell) => cell?.complete);
    const users = cells.reduce((sum, cell) => sum + (cell?.users ?? 0), 0);
    const eligible = cells.reduce((sum, cell) => sum + (cell?.eligible ?? 0), 0);
    return { n, users, eligible, rate: eligible > 0 ? users / eligible : null };
  });
  return { cohorts, average };
}

/** The people who were active in each period. */
function activeIn(
  log: Log,
  project: ProjectSettings,
  unit: Unit,
  selection: Selection,
): (period: number) => Set<number> {
  const byPeriod = new Map<number, Set<number>>();
  for (const event of log.events.filter((one) => counts(one, selection))) {
    const period = periodOf(unit, dayOf(event.at, project.timeZone), project);
    byPeriod.set(period, (byPeriod.get(period) ?? new Set()).add(personOf(log, event)));
  }
  return (period) => byPeriod.get(period) ?? new Set();
}

const without = (people: Set<number>, others: Set<number>) =>
  [...people].filter((one) => !others.has(one)).length;
const union = (sets: Set<number>[]) => new Set(sets.flatMap((set) => [...set]));

export function growthAccountingReference(
  all: Log,
  project: ProjectSettings,
  query: GrowthAccountingQuery,
  now: Date,
): GrowthAccountingRow[] {
  const unit = query.interval;
  const log = heard(all, query.traffic);
  const active = activeIn(log, project, unit, query);
  const everyone = log.events.map(({ at }) => periodOf(unit, dayOf(at, project.timeZone), project));
  const today = dayNumber(dayOf(now.getTime(), project.timeZone));
  const rows: GrowthAccountingRow[] = [];
  for (
    let period = periodOf(unit, query.from, project);
    period <= periodOf(unit, query.to, project);
    period++
  ) {
    const [present, previous] = [active(period), active(period - 1)];
    const before = union(everyone.filter((one) => one < period).map(active));
    const news = without(present, before);
    const churned = without(previous, present);
    const retained = present.size - without(present, previous);
    const resurrected = present.size - news - retained;
    rows.push({
      bucket: firstDay(unit, period, project),
      active: present.size,
      new: news,
      retained,
      resurrected,
      churned,
      quickRatio: churned === 0 ? null : (news + resurrected) / churned,
      complete: today >= dayNumber(firstDay(unit, period + 1, project)),
    });
  }
  return rows;
}

export function stickinessReference(
  all: Log,
  project: ProjectSettings,
  query: StickinessQuery,
  now: Date,
): Pick<StickinessAnswer, 'rows' | 'histogram'> {
  const active = activeIn(heard(all, query.traffic), project, 'day', query);
  const windowOf = (last: number) => Array.from({ length: query.window }, (_, ago) => active(last - ago));
  const today = dayNumber(dayOf(now.getTime(), project.timeZone));
  const rows: StickinessAnswer['rows'] = [];
  for (let day = dayNumber(query.from); day <= dayNumber(query.to); day++) {
    const [dau, windowUsers] = [active(day).size, union(windowOf(day)).size];
    const ratio = windowUsers === 0 ? null : dau / windowUsers;
    rows.push({ bucket: dayName(day), dau, windowUsers, ratio, complete: today > day });
  }
  const last = windowOf(dayNumber(query.to));
  const daysOf = [...union(last)].map((person) => last.filter((people) => people.has(person)).length);
  const histogram = Array.from({ length: query.window }, (_, at) => ({
    days: at + 1,
    users: daysOf.filter((days) => days === at + 1).length,
  }));
  return { rows, histogram };
}
