import type { Analysis, ProjectSettings } from '@groundswell/clickhouse';
import { type Measured, type MetricDefinition, isReservedEvent } from '@groundswell/contracts';
import type { Life } from '../clickhouse-experiments.spec.js';
import { dayOf } from './query-reference.js';
import { groupBy, percentile } from './sequence-reference.js';

/** Plain answers about an experiment, by loops over the events of one person after the other. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Exposed {
  person: number;
  arm: number;
  at: number;
  day: string;
  country: string;
  /** What is known of the person. */
  plan?: string;
  own: Life[];
}

const EXPERIMENT = ['experiment_id', 'experimentId', 'experiment_name', '$feature_flag'];
const VARIATION = ['variation_id', 'variationId', 'variation_name', '$feature_flag_response'];

export function experimentReference(
  events: Life[],
  merges: Map<number, number>,
  project: ProjectSettings,
  analysis: Analysis,
  plans: Map<number, string> = new Map(),
) {
  const human = events.filter(({ traffic, at }) => traffic === 'human' && at < analysis.end.getTime());
  const people = [...groupBy(human, ({ person }) => merges.get(person) ?? person)].map(([person, own]) =>
    exposedOf(person, own, project, analysis),
  );
  const exposed = people
    .filter((one): one is Exposed => typeof one === 'object' && one !== null)
    .map((one) => ({ ...one, plan: plans.get(one.person) ?? '(none)' }));
  const count = (what: string) => people.filter((one) => one === what).length;
  const exposures = new Map<string, number>();
  for (const { arm, day } of exposed) {
    exposures.set(`${arm} ${day}`, (exposures.get(`${arm} ${day}`) ?? 0) + 1);
  }
  return {
    multiple: count('several'),
    unknown: count('unknown'),
    exposures,
    sums: (definition: MetricDefinition) => sumsOf(definition, exposed, project, analysis),
  };
}

/** What a metric comes to in periods, of everybody who was active in one: by a loop over people and periods. */
export function metricReference(
  events: Life[],
  merges: Map<number, number>,
  project: ProjectSettings,
  definition: MetricDefinition,
  periods: { days: string[]; end: number }[],
  now: number,
): { value: number | null; people: number }[] {
  const human = events.filter(({ traffic, at }) => traffic === 'human' && at < now);
  const analysis = { end: new Date(now), cupedDays: null } as Analysis;
  const isWindowed = definition.type === 'retention' || definition.windowHours !== null;
  const lives = groupBy(human, ({ person }) => merges.get(person) ?? person);
  const entered = periods.map(({ days, end }) =>
    [...lives].flatMap(([person, own]): Exposed[] => {
      const [first] = own
        .filter((one) => isActive(one) && days.includes(dayOf(one.at, project.timeZone)))
        .toSorted(inOrder);
      if (!first) return [];
      const counted = isWindowed ? own : own.filter(({ at }) => at < end);
      const day = dayOf(first.at, project.timeZone);
      return [{ person, arm: 0, at: first.at, day, country: '', own: counted }];
    }),
  );
  const values = entered.map((people) =>
    people.map((one) => valuesOf(definition, one, project, analysis)).filter((one) => one !== null),
  );
  const cut = capAt(definition, values.flat());
  return values.map((own) => {
    const all = own.map(cut);
    const top = all.reduce((sum, one) => sum + ('y' in one ? one.y : one.m), 0);
    const bottom = all.reduce((sum, one) => sum + ('y' in one ? 1 : one.d), 0);
    return { value: bottom === 0 ? null : top / bottom, people: all.length };
  });
}

function exposedOf(person: number, own: Life[], project: ProjectSettings, analysis: Analysis) {
  const seen = own.filter(
    ({ said, imported, at }) =>
      said &&
      EXPERIMENT.some((field) => said[field] === analysis.key) &&
      (imported || at >= analysis.start.getTime()),
  );
  if (seen.length === 0) return null;
  const arms = new Set(seen.map(({ said }) => armOf(said!, analysis)).filter((arm) => arm >= 0));
  const [first] = seen.filter(({ said }) => armOf(said!, analysis) >= 0).toSorted(inOrder);
  if (arms.size !== 1) return arms.size === 0 ? 'unknown' : 'several';
  const { at, country } = first!;
  return { person, arm: [...arms][0]!, at, day: dayOf(at, project.timeZone), country, own };
}

function armOf(said: Record<string, unknown>, { variations }: Analysis): number {
  for (const field of VARIATION) {
    if (said[field] === undefined) continue;
    const text = String(said[field]);
    const found = variations.findIndex(({ key, name }, index) => [key, String(index), name].includes(text));
    if (found >= 0) return found;
  }
  return -1;
}

const inOrder = (a: Life, b: Life) => a.at - b.at || a.partition - b.partition || a.offset - b.offset;
const numeric = ({ amount }: Life) => (amount === undefined || amount === '' ? Number.NaN : Number(amount));
const isActive = ({ event, platform }: Life) => platform !== 'server' && !isReservedEvent(event);
const matches = (one: Life, { event, filters = [] }: Partial<Measured>) =>
  (event === undefined ? isActive(one) : one.event === event) &&
  filters.every(({ value }) => one.platform === value);

/** Values of a person: y and x, or m and d; null where the person does not count. */
type Values = { y: number; x: number | null } | { m: number; d: number } | null;

function timed(
  exposed: Exposed,
  { windowHours, delayHours }: { windowHours: number | null; delayHours: number },
) {
  return exposed.own.filter(({ at }) => {
    const since = at - exposed.at;
    return since >= delayHours * HOUR && (windowHours === null || since <= windowHours * HOUR);
  });
}

function before(exposed: Exposed, days: number) {
  return exposed.own.filter(({ at }) => at < exposed.at && at >= exposed.at - days * DAY);
}

const total = (list: Life[], isSum: boolean) =>
  isSum
    ? list
        .map(numeric)
        .filter(Number.isFinite)
        .reduce((sum, one) => sum + one, 0)
    : list.length;

function valuesOf(
  definition: MetricDefinition,
  exposed: Exposed,
  project: ProjectSettings,
  analysis: Analysis,
): Values {
  const past = analysis.cupedDays === null ? null : before(exposed, analysis.cupedDays);
  switch (definition.type) {
    case 'proportion': {
      const did = (list: Life[]) => Number(list.some((one) => matches(one, definition.of)));
      return { y: did(timed(exposed, definition)), x: past && did(past) };
    }
    case 'count':
    case 'revenue': {
      const of = (list: Life[]) =>
        total(
          list.filter((one) => matches(one, definition.of)),
          definition.type === 'revenue',
        );
      return { y: of(timed(exposed, definition)), x: past && of(past) };
    }
    case 'mean': {
      const list = timed(exposed, definition).filter(
        (one) => matches(one, definition.of) && Number.isFinite(numeric(one)),
      );
      return { m: total(list, true), d: list.length };
    }
    case 'ratio': {
      const of = (part: Measured) =>
        total(
          timed(exposed, definition).filter((one) => matches(one, part)),
          part.property !== undefined,
        );
      return { m: of(definition.of), d: of(definition.per) };
    }
    case 'retention': {
      const dayAfter = (day: string, days: number) =>
        new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
      const [first, last] = definition.days;
      if (dayAfter(exposed.day, last) >= dayOf(analysis.end.getTime(), project.timeZone)) return null;
      const days = new Set(
        Array.from({ length: last - first + 1 }, (_, index) => dayAfter(exposed.day, first + index)),
      );
      const came = exposed.own.some(
        (one) =>
          one.at >= exposed.at && matches(one, definition.of) && days.has(dayOf(one.at, project.timeZone)),
      );
      return { y: Number(came), x: past && Number(past.some((one) => matches(one, definition.of))) };
    }
    case 'funnel': {
      let done = 0;
      const order = timed(exposed, definition).toSorted(inOrder);
      for (const one of order) {
        const step = definition.steps[done];
        if (step && matches(one, step)) done++;
      }
      return { y: Number(done === definition.steps.length), x: null };
    }
    case 'quantile':
      throw new Error('a quantile has no sums');
  }
}

function capAt(
  definition: MetricDefinition,
  all: NonNullable<Values>[],
): (value: NonNullable<Values>) => NonNullable<Values> {
  const cap = 'cap' in definition ? definition.cap : undefined;
  if (!cap) return (value) => value;
  const least = (value: number, most: number | null) => (most === null ? value : Math.min(value, most));
  const level = 'quantile' in cap ? cap.quantile : null;
  const quantile = (list: number[]) => (level === null ? null : percentile(list, level));
  const fixed = 'value' in cap ? cap.value : null;
  const values = all.flatMap((one) => ('y' in one && one.y > 0 ? [one.y] : []));
  const ratios = all.flatMap((one) => ('d' in one && one.d > 0 ? [one] : []));
  const y = fixed ?? quantile(values);
  const m = fixed ?? quantile(ratios.map((one) => one.m));
  const d = fixed === null ? quantile(ratios.map((one) => one.d)) : null;
  return (value) =>
    'y' in value
      ? { y: least(value.y, y), x: value.x === null ? null : least(value.x, y) }
      : { m: least(value.m, m), d: least(value.d, d) };
}

function sumsOf(
  definition: MetricDefinition,
  people: Exposed[],
  project: ProjectSettings,
  analysis: Analysis,
): Map<string, number[]> {
  const values = people.map((exposed) => valuesOf(definition, exposed, project, analysis));
  const cut = capAt(
    definition,
    values.filter((one) => one !== null),
  );
  const rows = people.map((exposed, index) => {
    const value = values[index]!;
    return { exposed, value: value && cut(value) };
  });
  const sums = new Map<string, number[]>();
  if (analysis.clusterBy !== null) {
    const clusters = groupBy(rows, ({ exposed }) => `${exposed.arm} ${exposed.country || exposed.person}`);
    for (const own of clusters.values()) {
      const m = own.reduce((sum, { value }) => sum + (!value ? 0 : 'y' in value ? value.y : value.m), 0);
      const d = own.reduce((sum, { value }) => sum + (!value ? 0 : 'y' in value ? 1 : value.d), 0);
      add(sums, `whole  ${own[0]!.exposed.arm}`, [d > 0 ? 1 : 0, m, m * m, d, d * d, m * d]);
    }
    return sums;
  }
  for (const { exposed, value } of rows) {
    const isRatio = definition.type === 'ratio' || definition.type === 'mean';
    const nothing = isRatio || (analysis.cupedDays !== null && definition.type !== 'funnel') ? 6 : 3;
    const terms = value ? termsOf(value) : Array.from({ length: nothing }, () => 0);
    const country = exposed.country === '' ? '(none)' : exposed.country;
    for (const key of [`whole `, `day ${exposed.day}`, `s0 ${country}`, `s1 ${exposed.plan}`])
      add(sums, `${key} ${exposed.arm}`, terms);
  }
  return sums;
}

function termsOf(value: NonNullable<Values>): number[] {
  if ('m' in value) return [1, value.m, value.m ** 2, value.d, value.d ** 2, value.m * value.d];
  const { y, x } = value;
  return x === null ? [1, y, y * y] : [1, y, y * y, x, x * x, y * x];
}

function add(sums: Map<string, number[]>, key: string, terms: number[]): void {
  const before = sums.get(key) ?? terms.map(() => 0);
  sums.set(
    key,
    terms.map((term, index) => term + (before[index] ?? 0)),
  );
}
