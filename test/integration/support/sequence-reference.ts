import type { ProjectSettings } from '@groundswell/clickhouse';
import {
  type EventCountsQuery,
  type Filter,
  type FunnelQuery,
  type PathsQuery,
  WINDOW_SECONDS,
  isReservedEvent,
} from '@groundswell/contracts';
import { dayOf, periodOf } from './query-reference.js';

/** Plain answers about what came after what, by loops over the events of one person after the other. */
export interface Act {
  person: number;
  /** ms */
  at: number;
  /** ms */
  receivedAt: number;
  partition: number;
  offset: number;
  event: string;
  platform: string;
  amount?: number | string;
}
export interface ActLog {
  acts: Act[];
  merges: Map<number, number>;
}

const isActive = ({ event, platform }: Act) => platform !== 'server' && !isReservedEvent(event);
const passes = (act: Act, filters: Filter[] = []) => filters.every(({ value }) => act.platform === value);
const inOrder = (a: Act, b: Act) =>
  a.at - b.at || a.receivedAt - b.receivedAt || a.partition - b.partition || a.offset - b.offset;

export function groupBy<T, K>(list: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Each person's events in their order. */
function lives({ acts, merges }: ActLog): Act[][] {
  const people = groupBy(acts, ({ person }) => merges.get(person) ?? person);
  return [...people.values()].map((own) => own.toSorted(inOrder));
}

const isIn = ({ at }: Act, { from, to }: { from: string; to: string }, { timeZone }: ProjectSettings) => {
  const day = dayOf(at, timeZone);
  return day >= from && day <= to;
};

/** R-7 of Hyndman and Fan. */
export function percentile(values: number[], level: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * level;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

// ---------------------------------------------------------------------------------------------- funnel

interface Attempt {
  /** The events by which the steps were reached, in their order in time. */
  reached: Act[];
}

export function funnelReference(log: ActLog, project: ProjectSettings, query: FunnelQuery, now: Date) {
  const attempts = lives(log)
    .map((own) => bestAttempt(own, project, query))
    .filter((attempt) => attempt !== null);
  const steps = stepsOf(attempts, query);
  const value = ({ reached }: Attempt) => reached[query.breakdownStep]?.platform ?? '(none)';
  const groups = [...groupBy(attempts, value)]
    .map(([breakdown, own]) => ({ breakdown, steps: stepsOf(own, query) }))
    .sort(
      (a, b) => (b.steps[0]?.users ?? 0) - (a.steps[0]?.users ?? 0) || (a.breakdown < b.breakdown ? -1 : 1),
    );
  const finished = attempts.filter(({ reached }) => reached.length === query.steps.length);
  return {
    steps,
    groups,
    finishedAfter: finished.map(({ reached }) => secondsBetween(reached[0], reached.at(-1))),
    beganAndFinished: (unit: 'day' | 'week' | 'month') =>
      groupBy(attempts, ({ reached: [first] }) =>
        periodOf(unit, dayOf(first?.at ?? 0, project.timeZone), project),
      ),
    complete: dayOf(now.getTime() - windowMs(query), project.timeZone) > query.to,
  };
}

const windowMs = ({ window }: FunnelQuery) => window.value * WINDOW_SECONDS[window.unit] * 1000;
const secondsBetween = (a: Act | undefined, b: Act | undefined) => ((b?.at ?? 0) - (a?.at ?? 0)) / 1000;
const isStep = (act: Act, { event, filters }: { event: string; filters?: Filter[] }) =>
  act.event === event && passes(act, filters);

function stepsOf(attempts: Attempt[], { steps }: FunnelQuery) {
  return steps.map(({ event }, index) => {
    const there = attempts.filter(({ reached }) => reached.length > index);
    const before = attempts.filter(({ reached }) => reached.length >= index).length;
    const median = (from: number) =>
      index === 0
        ? null
        : percentile(
            there.map(({ reached }) => secondsBetween(reached[from], reached[index])),
            0.5,
          );
    return {
      index,
      event,
      users: there.length,
      lost: index === 0 ? null : before - there.length,
      rateFromPrevious: index === 0 || before === 0 ? null : there.length / before,
      rateFromFirst: attempts.length === 0 ? null : there.length / attempts.length,
      medianSeconds: median(index - 1),
      medianSecondsFromFirst: median(0),
    };
  });
}

/** The furthest, and of those the first. */
function bestAttempt(own: Act[], project: ProjectSettings, query: FunnelQuery): Attempt | null {
  const { steps, exclusions = [], order } = query;
  const matters = own.filter(
    (act) =>
      [...steps, ...exclusions].some((selection) => isStep(act, selection)) ||
      (order === 'strict' && isActive(act)),
  );
  let best: Attempt | null = null;
  matters.forEach((act, index) => {
    const begins = order === 'any' ? steps.some((step) => isStep(act, step)) : isStep(act, steps[0]!);
    if (!begins || !isIn(act, query, project)) return;
    const later = matters.slice(index).filter(({ at }) => at <= act.at + windowMs(query));
    const attempt = order === 'any' ? anyOrder(later, query) : oneAfterTheOther(later, query);
    if (attempt && attempt.reached.length > (best?.reached.length ?? 0)) best = attempt;
  });
  return best;
}

function oneAfterTheOther(later: Act[], { steps, exclusions = [], order }: FunnelQuery): Attempt | null {
  const places = [0];
  for (const step of steps.slice(1)) {
    const last = places.at(-1)!;
    const next = order === 'strict' ? last + 1 : later.findIndex((act, at) => at > last && isStep(act, step));
    if (!later[next] || !isStep(later[next], step)) break;
    places.push(next);
  }
  for (const { between, ...selection } of exclusions) {
    const [from, to] = between.map((step) => places[step]);
    if (from === undefined) continue;
    const excluded = later.findIndex((act, at) => at > from && isStep(act, selection));
    if (excluded >= 0 && (to === undefined || excluded < to)) return null;
  }
  return { reached: places.map((place) => later[place]!) };
}

/** Every step takes the first event of its own that no other step has. */
function anyOrder(later: Act[], { steps }: FunnelQuery): Attempt {
  const taken = new Set<number>();
  for (const step of steps) {
    const found = later.findIndex((act, at) => !taken.has(at) && isStep(act, step));
    if (found >= 0) taken.add(found);
  }
  return { reached: [...taken].sort((a, b) => a - b).map((place) => later[place]!) };
}

// ----------------------------------------------------------------------------------------------- paths

/** `step source target` -> people. */
export function pathsReference(log: ActLog, project: ProjectSettings, query: PathsQuery) {
  const links = new Map<string, number>();
  let users = 0;
  for (const own of lives(log)) {
    const walk = walkOf(own, project, query);
    if (walk.length > 0) users += 1;
    const shift = query.end === undefined ? 1 : query.depth - (walk.length - 1) + 1;
    for (let at = 0; at + 1 < walk.length; at++) {
      const key = JSON.stringify([at + shift, walk[at], walk[at + 1]]);
      links.set(key, (links.get(key) ?? 0) + 1);
    }
  }
  return { users, links };
}

function walkOf(own: Act[], project: ProjectSettings, query: PathsQuery): string[] {
  const { start, end, depth, pauseMinutes, repeats, filters } = query;
  const counted = own.filter(
    (act) =>
      isIn(act, query, project) && passes(act, filters) && (isActive(act) || act.event === (start ?? end)),
  );
  const anchor = start ?? end;
  const at = anchor === undefined ? 0 : counted.findIndex(({ event }) => event === anchor);
  if (at < 0) return [];
  const back = end !== undefined;
  // Read away from the anchor, whichever way that is.
  const away = back ? counted.slice(0, at + 1).reverse() : counted.slice(at);
  const walk: string[] = [];
  let last: Act | undefined;
  for (const act of away) {
    if (last && pauseMinutes && Math.abs(act.at - last.at) > pauseMinutes * 60_000) break;
    last = act;
    if (repeats === 'collapse' && walk.at(-1) === act.event) continue;
    if (walk.length <= depth) walk.push(act.event);
  }
  return back ? walk.reverse() : walk;
}

// ---------------------------------------------------------------------------------------- event counts

/** What the events of a bucket come to; `inside` says whether an event is in it. */
export function measured(
  { acts, merges }: ActLog,
  query: EventCountsQuery,
  inside: (act: Act) => boolean,
): number | null {
  const counted = acts.filter(
    (act) =>
      inside(act) &&
      passes(act, query.filters) &&
      (query.event === undefined ? isActive(act) : act.event === query.event),
  );
  const numbers = counted
    .map(({ amount }) => (amount === undefined || amount === '' ? Number.NaN : Number(amount)))
    .filter(Number.isFinite);
  const people = new Set(counted.map(({ person }) => merges.get(person) ?? person)).size;
  switch (query.measure) {
    case 'events':
      return counted.length;
    case 'usersPerEvent':
      return counted.length === 0 ? null : people / counted.length;
    case 'sum':
      return numbers.reduce((sum, number) => sum + number, 0);
    case 'avg':
      return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    default:
      return percentile(numbers, Number(query.measure.slice(1)) / 100);
  }
}
