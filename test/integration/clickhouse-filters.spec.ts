import {
  type ProjectSettings,
  UnanswerableQuery,
  activeUsers,
  countEvents,
  retention,
  storePersons,
} from '@groundswell/clickhouse';
import { activeUsersQuerySchema, retentionQuerySchema } from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClickHouseWorld } from './support/clickhouse-world.js';

let world: ClickHouseWorld;
let project: ProjectSettings;

const NASTY = [
  "it's",
  'say "hi"',
  '`tick`',
  'back\\slash',
  'a\\',
  '套餐',
  'emoji 🚀',
  '%2E',
  'a b',
  '^caret',
  ':Int64',
  'list[]',
  '@x',
  '{p0:String}',
  "'); DROP TABLE events; --",
  '` FROM events; --',
  '\ttab',
  'null',
  'SKIP x',
  'constructor',
];

/** One person for each set of properties, numbered from 1. */
const PEOPLE: Record<string, unknown>[] = [
  { plan: 'free', score: 3 },
  { plan: 'Pro', score: 10, nested: { level: { deep: 'yes' } } },
  { plan: 'pro max', score: '12.5', beta: true },
  { score: -4, tags: ['a', 'b'], beta: false },
  { plan: '', since: '2025-01-01T10:00:00Z', day: '2025-01-01' },
  { plan: null, big: 1e21, score: 'many' },
  Object.fromEntries(NASTY.map((name) => [name, name])),
];

beforeAll(async () => {
  world = await ClickHouseWorld.create();
  project = world.project();
  await world.store(
    project,
    PEOPLE.map((properties, index) => ({
      person_id: index + 1,
      properties,
      distinct_id: `person ${index + 1}`,
      country: index < 2 ? 'NZ' : '',
    })),
  );
});
afterAll(() => world?.close());

const NOW = new Date('2025-12-31T00:00:00Z');
const DAY = { kind: 'activeUsers', from: '2025-01-01', to: '2025-01-01' };

const ask = async (query: object, of = project) =>
  (await activeUsers(world.client, of, activeUsersQuerySchema.parse({ ...DAY, ...query }), NOW)).rows;

/** The people who pass, read off a breakdown by their ids. */
async function passing(property: string, operator: string, value?: unknown): Promise<number[]> {
  const rows = await ask({ filters: [{ property, operator, value }], breakdown: 'distinctId' });
  return rows.flatMap(({ breakdown }) => (breakdown === null ? [] : [Number(breakdown.slice(7))]));
}

describe('filters', () => {
  it.each<[property: string, operator: string, value: unknown, people: number[]]>([
    ['properties.plan', 'eq', 'free', [1]],
    ['properties.plan', 'neq', 'free', [2, 3, 4, 5, 6, 7]],
    ['properties.plan', 'in', ['free', 'Pro', "x'"], [1, 2]],
    ['properties.plan', 'in', [], []],
    ['properties.plan', 'notIn', ['free', 'Pro'], [3, 4, 5, 6, 7]],
    ['properties.plan', 'contains', 'PRO', [2, 3]],
    ['properties.plan', 'notContains', 'pro', [1, 4, 5, 6, 7]],
    ['properties.plan', 'regex', '^[fP]r', [1, 2]],
    ['properties.plan', 'regex', '', [1, 2, 3, 5]],
    ['properties.plan', 'isSet', undefined, [1, 2, 3, 5]],
    ['properties.plan', 'isNotSet', undefined, [4, 6, 7]],
    ['properties.score', 'gt', 3, [2, 3]],
    ['properties.score', 'gte', 3, [1, 2, 3]],
    ['properties.score', 'lt', 3, [4]],
    ['properties.score', 'lte', -4, [4]],
    ['properties.score', 'gt', 1e300, []],
    ['properties.score', 'eq', 10, [2]],
    ['properties.score', 'eq', 12.5, [3]],
    ['properties.big', 'eq', 1e21, [6]],
    ['properties.big', 'gt', 1e20, [6]],
    ['properties.beta', 'eq', true, [3]],
    ['properties.beta', 'neq', true, [1, 2, 4, 5, 6, 7]],
    ['properties.nested.level.deep', 'eq', 'yes', [2]],
    ['properties.tags', 'contains', "'a'", [4]],
    ['properties.since', 'eq', '2025-01-01T10:00:00Z', [5]],
    ['properties.day', 'gt', '2024-12-31', [5]],
    ['properties.nowhere', 'isSet', undefined, []],
    ['country', 'isSet', undefined, [1, 2]],
    ['country', 'neq', 'NZ', [3, 4, 5, 6, 7]],
    ['distinctId', 'eq', 'person 3', [3]],
  ])('%s %s %j', async (property, operator, value, people) => {
    expect(await passing(property, operator, value)).toEqual(people);
  });

  it.each(NASTY)('a property named %j', async (name) => {
    expect(await passing(`properties.${name}`, 'isSet')).toEqual([7]);
    expect(await passing(`properties.${name}`, 'eq', name)).toEqual([7]);
    expect(await passing('properties.plan', 'eq', name)).toEqual([]);
    expect(await passing(`properties.${name}`, 'in', [name, 'x'])).toEqual([7]);
    expect((await ask({ breakdown: `properties.${name}` })).map(({ breakdown }) => breakdown)).toEqual(
      [null, '(none)', name].sort((a, b) => (a === null ? -1 : b === null ? 1 : a < b ? -1 : 1)),
    );
  });

  it.each([
    ['nowhere', 'eq', 'x', /no property/],
    ['project_id', 'eq', '1', /no property/],
    ['properties.', 'eq', 'x', /no property/],
    ['properties.a..b', 'eq', 'x', /not a property name/],
    ['properties.^`plan`', 'isSet', undefined, /not a property name/],
    ['properties.plan.:`Int64`', 'isSet', undefined, /not a property name/],
    ['properties.x\0y', 'eq', 'x', /not a property name/],
    ['properties.plan', 'eq', undefined, /needs one value/],
    ['properties.plan', 'in', undefined, /needs a list/],
    ['properties.plan', 'regex', '(', /regular expression/],
    ['properties.plan', 'regex', '(?=x)', /regular expression/],
  ])('%j %s %j is answered with a reason', async (property, operator, value, reason) => {
    const answer = passing(property, operator, value);
    await expect(answer).rejects.toThrow(UnanswerableQuery);
    await expect(answer).rejects.toThrow(reason);
  });

  it('leave the events as they were', async () => {
    expect(await countEvents(world.client, project.id)).toBe(PEOPLE.length);
  });

  it('are refused by the rollup, which knows events and platforms only', async () => {
    const filters = [{ property: 'properties.plan', operator: 'eq', value: 'pro' }];
    await expect(ask({ filters, engine: 'rollup' })).rejects.toThrow(UnanswerableQuery);
    await expect(ask({ interval: 'hour', engine: 'rollup' })).rejects.toThrow(UnanswerableQuery);
    await expect(ask({ breakdown: 'country', engine: 'rollup' })).rejects.toThrow(UnanswerableQuery);
    await expect(ask({ from: '2025-01-02' })).rejects.toThrow(UnanswerableQuery);
  });
});

/** What a text has to look like to be a number (docs/definitions.md, "Filter"): one person for each, numbered from 1. */
const SPELLED = [
  '5',
  '5.0',
  '05',
  '+5',
  '.5e1',
  '5.',
  '5.e0',
  '.',
  '5.0.',
  'inf',
  '-inf',
  'Infinity',
  'nan',
  '1e999',
  ' 5 ',
  '0x10',
  '5,0',
  '1_0',
  '',
  '-5',
];

describe('a number that was sent as a text', () => {
  it.each<[operator: string, value: unknown, spelled: string[]]>([
    ['gt', 4, ['5', '5.0', '05', '+5', '.5e1', '5.', '5.e0']],
    ['gte', 5, ['5', '5.0', '05', '+5', '.5e1', '5.', '5.e0']],
    ['lt', 5, ['-5']],
    ['lte', 5, ['5', '5.0', '05', '+5', '.5e1', '5.', '5.e0', '-5']],
    ['eq', 5, ['5', '5.0', '05', '+5', '.5e1', '5.', '5.e0']],
    ['in', [5, 'nan'], ['5', '5.0', '05', '+5', '.5e1', '5.', '5.e0', 'nan']],
    ['in', ['5', ' 5 '], ['5', ' 5 ']],
    ['gt', '5.', ['5.0', '5.0.', '5.e0', 'Infinity', 'inf', 'nan']],
  ])('%s %j holds for %j, by rollup and by events', async (operator, value, spelled) => {
    const of = world.project();
    const rows = SPELLED.map((text, at) => ({
      person_id: at + 1,
      properties: { v: text },
      distinct_id: text,
    }));
    await world.store(of, rows);
    const persons = SPELLED.map((text, at) => ({ personId: at + 1, properties: { v: text } }));
    await storePersons(world.client, of.id, persons, '1');
    const expected = SPELLED.filter((text) => spelled.includes(text)).length;
    const usersBy = async (property: string, engine: string) =>
      (await ask({ filters: [{ property, operator, value }], engine }, of))[0]?.users;
    expect(await usersBy('properties.v', 'events')).toBe(expected);
    expect(await usersBy('person.v', 'events')).toBe(expected);
    expect(await usersBy('person.v', 'rollup')).toBe(expected);
  });
});

describe('a breakdown', () => {
  it('shows the 50 values of most people and puts the rest together, each person once', async () => {
    const many = world.project();
    const rows = Array.from({ length: 60 }, (_, value) => [
      // Value 59 has 60 people, value 0 has one; person 9000 has most of the rare ones too.
      ...Array.from({ length: value + 1 }, (_, person) => ({
        person_id: value * 100 + person + 1,
        properties: { city: `city ${String(value).padStart(2, '0')}` },
      })),
      ...(value < 9 ? [{ person_id: 9000, properties: { city: `city 0${value}` } }] : []),
    ]).flat();
    await world.store(many, rows);
    const byCity = await ask({ breakdown: 'properties.city' }, many);
    expect(byCity).toHaveLength(52);
    expect(byCity[0]).toMatchObject({ breakdown: null, users: (60 * 61) / 2 + 1 });
    expect(byCity[1]).toMatchObject({ breakdown: '(other)', users: (10 * 11) / 2 + 1 });
    expect(byCity[2]).toMatchObject({ breakdown: 'city 10', users: 11 });

    const trailing = await ask({ breakdown: 'properties.city', trailingDays: 7 }, many);
    expect(trailing).toEqual(byCity);

    const query = { ...DAY, kind: 'retention', periods: 1, breakdown: 'properties.city' };
    const { cohorts } = await retention(world.client, many, retentionQuerySchema.parse(query), NOW);
    expect(cohorts).toHaveLength(52);
    // In a cohort a person has the value of their first event, so the values add up to the whole.
    expect(cohorts.slice(1).reduce((sum, { size }) => sum + size, 0)).toBe(cohorts[0]?.size);
  });
});
