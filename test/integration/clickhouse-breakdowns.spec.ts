import { activeUsers, eventCounts, peopleBehind, retention, storePersons } from '@groundswell/clickhouse';
import {
  type RetentionAnswer,
  type RetentionCohort,
  type RetentionQuery,
  activeUsersQuerySchema,
  eventCountsQuerySchema,
  retentionQuerySchema,
} from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { type Log, type LogEvent, dayOf, periodOf } from './support/query-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const NOW = new Date('2025-06-01T00:00:00Z');
const ENGINES = ['rollup', 'events'] as const;
const HOUR = 3_600_000;
const START = Date.parse('2025-03-01T00:00:00Z');

/** Few instants, so that many events are at the same one. */
const event = fc.record<LogEvent>({
  person: fc.integer({ min: 1, max: 5 }),
  at: fc.integer({ min: 0, max: 40 }).map((steps) => START + steps * 12 * HOUR),
  event: fc.constantFrom('open', 'buy'),
  platform: fc.constantFrom('web', 'ios', 'android'),
});
const logs = fc.record<Log>({
  events: fc.array(event, { minLength: 1, maxLength: 40 }),
  merges: fc.constantFrom(new Map(), new Map([[5, 1]]), new Map([[4, 1]])),
});
const questions = fc.record({
  period: fc.constantFrom('day', 'week', 'month'),
  cohort: fc.record({ kind: fc.constantFrom('firstTime', 'everyTime') }),
  mode: fc.constantFrom('on', 'onOrAfter', 'bracket'),
  breakdown: fc.constantFrom('platform', 'event'),
});

type Property = 'platform' | 'event';

/** Size of each cohort and value, by looking for the first event of each person in each period. */
function sizes(
  log: Log,
  query: RetentionQuery,
  project: Parameters<typeof periodOf>[2],
): Map<string, number> {
  const first = new Map<string, LogEvent>();
  const periods = new Map<number, number[]>();
  for (const one of log.events.toSorted((a, b) => a.at - b.at)) {
    const person = log.merges.get(one.person) ?? one.person;
    const period = periodOf(query.period, dayOf(one.at, project.timeZone), project);
    const known = periods.get(person) ?? [];
    if (known.includes(period) || (query.cohort.kind === 'firstTime' && known.length > 0)) continue;
    periods.set(person, [...known, period]);
    first.set(`${person} ${period}`, one);
  }
  const counts = new Map<string, number>();
  for (const [key, one] of first) {
    const name = `${key.split(' ')[1]} ${one[query.breakdown as Property]}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

describe('retention by a property', () => {
  it('files each person under their first cohort event of the period, and adds up', async () => {
    await fc.assert(
      fc.asyncProperty(logs, questions, async (log, question) => {
        const project = world.project({ timeZone: 'America/New_York' });
        await world.storeLog(project, log);
        const query = retentionQuerySchema.parse({
          kind: 'retention',
          from: '2025-02-20',
          to: '2025-04-10',
          periods: 4,
          brackets: [[1, 2]],
          ...question,
        });
        const answer = await retention(world.client, project, query, NOW);
        const plain = await retention(world.client, project, { ...query, breakdown: undefined }, NOW);
        expect(answer.source).toBe('events');
        expect(answer.cohorts.filter(({ breakdown }) => breakdown === null)).toEqual(plain.cohorts);
        expect(answer.average).toEqual(plain.average);
        const named = answer.cohorts.filter(({ breakdown }) => breakdown !== null);
        const counted = named.map(({ cohort, breakdown, size }): [string, number] => [
          `${periodOf(query.period, cohort, project)} ${breakdown}`,
          size,
        ]);
        expect(new Map(counted)).toEqual(sizes(log, query, project));
        for (const whole of plain.cohorts) addsUp(whole, named);
        expect(answer.groups).toEqual(groupsOf(named));
      }),
      runs({ quick: 8, deep: 30 }),
    );
  }, 300_000);

  /** Each value over all its cohorts: people of complete cells alone. */
  function groupsOf(named: RetentionCohort[]): RetentionAnswer['groups'] {
    const values = [...new Set(named.map(({ breakdown }) => breakdown!))].sort();
    return values.map((breakdown) => {
      const own = named.filter((one) => one.breakdown === breakdown);
      const average = (own[0]?.periods ?? []).map(({ n }, at) => {
        const whole = own.flatMap(({ periods }) => periods[at] ?? []).filter(({ complete }) => complete);
        const sum = (key: 'users' | 'eligible') => whole.reduce((total, cell) => total + cell[key], 0);
        const [users, eligible] = [sum('users'), sum('eligible')];
        return { n, users, eligible, rate: eligible > 0 ? users / eligible : null };
      });
      return { breakdown, size: own.reduce((total, { size }) => total + size, 0), average };
    });
  }

  function addsUp(whole: RetentionCohort, named: RetentionCohort[]): void {
    const parts = named.filter(({ cohort }) => cohort === whole.cohort);
    whole.periods.forEach(({ users, eligible }, n) => {
      const sum = (key: 'users' | 'eligible') =>
        parts.reduce((total, part) => total + (part.periods[n]?.[key] ?? 0), 0);
      expect({ users: sum('users'), eligible: sum('eligible') }).toEqual({ users, eligible });
    });
  }
});

describe('values beyond the fifty with the most people', () => {
  const project = () => world.project();
  const day = { from: '2025-03-01', to: '2025-03-01' };

  /** Countries c00 to c59, of which c00 to c49 have two people each; person 1 is in all of the others. */
  async function manyCountries() {
    const own = project();
    const row = (person_id: number, country: string) => ({
      person_id,
      country,
      timestamp: new Date(START).toISOString(),
    });
    const countries = Array.from({ length: 60 }, (_, n) => `c${String(n).padStart(2, '0')}`);
    const common = countries.slice(0, 50).flatMap((name, n) => [row(100 + n, name), row(200 + n, name)]);
    await world.store(own, [...common, ...countries.slice(50).map((name) => row(1, name)), row(2, '')]);
    return own;
  }

  it('are together, each person once, in active users', async () => {
    const own = await manyCountries();
    const query = activeUsersQuerySchema.parse({ kind: 'activeUsers', ...day, breakdown: 'country' });
    const { rows } = await activeUsers(world.client, own, query, NOW);
    const users = new Map(rows.map(({ breakdown, users: count }) => [breakdown, count]));
    expect(rows).toHaveLength(52);
    expect(users.get(null)).toBe(102);
    expect(users.get('c00')).toBe(2);
    expect(users.get('(other)')).toBe(2);
    expect(users.has('c50')).toBe(false);
  });

  it('are together in retention', async () => {
    const own = await manyCountries();
    const query = retentionQuerySchema.parse({ kind: 'retention', ...day, breakdown: 'country' });
    const { cohorts } = await retention(world.client, own, query, NOW);
    const size = new Map(cohorts.map(({ breakdown, size: count }) => [breakdown, count]));
    expect(size.get(null)).toBe(102);
    expect(size.get('c49')).toBe(2);
    // Person 1 is filed under the country of the first row, person 2 under none; both are rare.
    expect(size.get('(other)')).toBe(2);
    expect(cohorts).toHaveLength(52);
  });

  /** Of 60 plans those of p00 to p49 have two people each, the others one; of person 1 nothing is known. */
  async function manyPlans() {
    const own = project();
    const plans = Array.from({ length: 60 }, (_, n) => `p${String(n).padStart(2, '0')}`);
    const persons = plans.flatMap((plan, n) =>
      (n < 50 ? [100 + n, 200 + n] : [100 + n]).map((personId) => ({ personId, properties: { plan } })),
    );
    const ids = [1, ...persons.map(({ personId }) => personId)];
    const timestamp = new Date(START).toISOString();
    const rows = ids.map((person_id) => ({ person_id, timestamp }));
    await world.store(own, rows);
    // Who was not there in these days makes no plan a frequent one.
    const away = Array.from({ length: 5 }, (_, n) => ({ personId: 500 + n, properties: { plan: 'p59' } }));
    await storePersons(world.client, own.id, [...persons, ...away], '1');
    return own;
  }

  it.each(ENGINES)('of what is known of people are together, too, by %s', async (engine) => {
    const own = await manyPlans();
    const users = activeUsersQuerySchema.parse({
      ...{ kind: 'activeUsers', ...day, breakdown: 'person.plan', engine },
    });
    const { rows } = await activeUsers(world.client, own, users, NOW);
    const back = retentionQuerySchema.parse({ kind: 'retention', ...day, breakdown: 'person.plan', engine });
    const { cohorts } = await retention(world.client, own, back, NOW);
    const counted: [string | null, number][][] = [
      rows.map(({ breakdown, users: count }) => [breakdown, count]),
      cohorts.map(({ breakdown, size }) => [breakdown, size]),
    ];
    for (const sizes of counted.map((pairs) => new Map(pairs))) {
      expect(sizes.size).toBe(52);
      expect([sizes.get(null), sizes.get('p00'), sizes.get('p49')]).toEqual([111, 2, 2]);
      // Nobody knows of person 1, who alone is as rare as the last ten.
      expect([sizes.get('(other)'), sizes.has('p59'), sizes.has('(none)')]).toEqual([11, false, false]);
    }
    const cell = { bucket: day.from, breakdown: '(other)' };
    const behind = await peopleBehind(world.client, own, users, cell, { page: 1, perPage: 20 }, NOW);
    expect(behind.personIds).toEqual([1, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159]);
    expect(behind.source).toBe(engine);
  });

  it('of what is known of people are together in event counts', async () => {
    const own = await manyPlans();
    const counts = eventCountsQuerySchema.parse({ kind: 'eventCounts', ...day, breakdown: 'person.plan' });
    const { rows } = await eventCounts(world.client, own, counts, NOW);
    const values = new Map(rows.map(({ breakdown, value }) => [breakdown, value]));
    expect([values.size, values.get(null), values.get('p00'), values.get('(other)')]).toEqual([
      52, 111, 2, 11,
    ]);
    const cell = { bucket: day.from, breakdown: 'p01' };
    const behind = await peopleBehind(world.client, own, counts, cell, { page: 1, perPage: 20 }, NOW);
    expect(behind.personIds).toEqual([101, 201]);
  });

  it.each(ENGINES)('are none where nothing is known of anybody, by %s', async (engine) => {
    const own = project();
    await world.store(own, [{ person_id: 7, timestamp: new Date(START).toISOString() }]);
    for (const breakdown of ['person.plan', 'person.no.such']) {
      const query = activeUsersQuerySchema.parse({ kind: 'activeUsers', ...day, breakdown, engine });
      const { rows } = await activeUsers(world.client, own, query, NOW);
      expect(rows.map(({ breakdown: value, users }) => [value, users])).toEqual([
        [null, 1],
        ['(none)', 1],
      ]);
      const empty = { ...query, from: '2024-01-01', to: '2024-01-01' };
      const nobody = (await activeUsers(world.client, own, empty, NOW)).rows;
      expect(nobody.map(({ breakdown: value, users }) => [value, users])).toEqual([[null, 0]]);
    }
  });
});
