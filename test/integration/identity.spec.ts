import {
  createDataSource,
  DistinctIdEntity,
  type IdentityItem,
  type IdentityStore,
  PersonEntity,
  PersonMergeEntity,
  ProjectGone,
} from '@groundswell/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { referencePersons } from './support/identity-reference.js';
import { createTestDatabase, newIdentityStore, type TestDatabase } from './support/postgres-database.js';
import { runs } from '../support/runs.js';

let database: TestDatabase;
let otherProcess: DataSource;
let project: number;

beforeAll(async () => {
  database = await createTestDatabase();
  otherProcess = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await otherProcess.destroy();
  await database.drop();
});
beforeEach(async () => {
  project = await database.addProject();
});

const store = (): IdentityStore => newIdentityStore(database.dataSource);
const seen = (anonymousId: string): IdentityItem => ({ anonymousId, identify: false });
const identify = (userId: string, anonymousId?: string, traits?: Record<string, unknown>): IdentityItem => ({
  userId,
  anonymousId,
  identify: true,
  traits,
});

describe('IdentityStore.resolve', () => {
  it('gives new people dense ids in order of appearance, and known people their own', async () => {
    const identities = store();
    const first = await identities.resolve(project, [seen('a'), seen('b'), seen('a')]);
    const second = await identities.resolve(project, [seen('b'), identify('u'), seen('c')]);
    expect(first).toEqual({ personIds: [1, 2, 1], merges: [] });
    expect(second.personIds).toEqual([2, 3, 4]);
  });

  it('lets a new userId join the person of its device without a merge', async () => {
    const identities = store();
    await identities.resolve(project, [seen('a')]);
    expect(await identities.resolve(project, [identify('u', 'a')])).toEqual({ personIds: [1], merges: [] });
  });

  it('merges an anonymous person into the known person of the userId', async () => {
    const identities = store();
    await identities.resolve(project, [identify('u'), seen('a')]);
    const { personIds, merges } = await identities.resolve(project, [seen('a'), identify('u', 'a')]);
    expect(personIds).toEqual([1, 1]);
    expect(merges).toEqual([{ projectId: project, fromPersonId: 2, intoPersonId: 1, sequence: 1 }]);
    expect(await identities.resolve(project, [seen('a')])).toEqual({ personIds: [1], merges: [] });
  });

  it('links the two ids of a track call like those of an identify call', async () => {
    const identities = store();
    await identities.resolve(project, [identify('u'), seen('a')]);
    const { merges } = await identities.resolve(project, [
      { userId: 'u', anonymousId: 'a', identify: false },
    ]);
    expect(merges).toHaveLength(1);
  });

  it('never merges two identified people, whoever shares the device', async () => {
    const identities = store();
    await identities.resolve(project, [identify('u1', 'a'), identify('u2', 'a'), seen('a')]);
    const { personIds, merges } = await identities.resolve(project, [identify('u2', 'a'), seen('a')]);
    expect(personIds).toEqual([2, 1]);
    expect(merges).toEqual([]);
  });

  it('re-points earlier merges when their target is merged, and publishes them anew', async () => {
    const identities = store();
    await identities.resolve(project, [seen('a'), seen('b'), identify('u')]);
    const anonymous = database.dataSource.getRepository(PersonMergeEntity);
    await anonymous.insert({
      projectId: project,
      fromPersonId: 99,
      intoPersonId: 1,
      sequence: 0,
      published: true,
    });
    const { merges } = await identities.resolve(project, [identify('u', 'a')]);
    expect(merges.map(({ fromPersonId, intoPersonId }) => [fromPersonId, intoPersonId])).toEqual([
      [99, 3],
      [1, 3],
    ]);
  });

  it.each([
    'null',
    'undefined',
    'ANONYMOUS',
    'guest',
    '0',
    '[object Object]',
    ' ',
    'NaN',
    'none',
    'true',
    'False',
  ])('ignores the junk device id %j beside a userId', async (junk) => {
    const identities = store();
    const { personIds } = await identities.resolve(project, [identify('u1', junk), identify('u2', junk)]);
    expect(personIds).toEqual([1, 2]);
  });

  it('ignores a junk userId beside a device', async () => {
    const items = [identify('null', 'a'), identify('null', 'b'), seen('a')];
    expect((await store().resolve(project, items)).personIds).toEqual([1, 2, 1]);
  });

  it('sets traits, the later over the earlier, and lets the identified person win a merge', async () => {
    const identities = store();
    await identities.resolve(project, [
      { ...seen('a'), traits: { plan: 'trial', color: 'red' } },
      identify('u', undefined, { plan: 'pro', age: 1 }),
    ]);
    await identities.resolve(project, [identify('u', 'a'), identify('u', undefined, { age: 2 })]);
    expect(await propertiesOf(2)).toEqual({ plan: 'pro', color: 'red', age: 2 });
  });

  it('survives what PostgreSQL cannot store', async () => {
    const hostile = identify('u\0\uD800', "a'; DROP TABLE persons; --", {
      'k\0': '\uDFFF',
      __proto__: { x: 1 },
    });
    const { personIds } = await store().resolve(project, [hostile, hostile]);
    expect(personIds).toEqual([1, 1]);
    expect(await propertiesOf(1)).toEqual({ 'k\uFFFD': '\uFFFD' });
  });

  it('stops a person from growing beyond what can be written', async () => {
    const identities = store();
    for (let round = 0; round < 12; round++) {
      const traits = { [`k${round}`]: 'x'.repeat(30_000) };
      await identities.resolve(project, [identify('u', undefined, traits)]);
    }
    expect(Object.keys(await propertiesOf(1))).toHaveLength(8);
  });

  it('keeps projects apart', async () => {
    const other = await database.addProject();
    const identities = store();
    await identities.resolve(project, [seen('x'), seen('a')]);
    expect((await identities.resolve(other, [seen('a')])).personIds).toEqual([1]);
  });

  it('says that the project is gone where it was deleted meanwhile, whether it had people or none', async () => {
    const [people, another] = [store(), await database.addProject()];
    await people.resolve(project, [seen('a')]);
    await database.dataSource.query('DELETE FROM projects WHERE id = ANY($1)', [[project, another]]);
    await expect(people.resolve(project, [seen('b')])).rejects.toThrow(ProjectGone);
    await expect(people.resolve(another, [seen('a')])).rejects.toThrow(ProjectGone);
  });

  it('leaves no gap and no memory behind when a batch fails', async () => {
    const identities = store();
    await identities.resolve(project, [seen('a')]);
    await database.dataSource.query(
      `ALTER TABLE distinct_ids ADD CONSTRAINT broken CHECK (distinct_id <> 'bad')`,
    );
    await expect(identities.resolve(project, [seen('b'), seen('bad')])).rejects.toThrow(/broken/);
    await database.dataSource.query('ALTER TABLE distinct_ids DROP CONSTRAINT broken');
    expect((await identities.resolve(project, [seen('c'), seen('b')])).personIds).toEqual([2, 3]);
  });
});

describe('two processes', () => {
  it('learn of each other’s merges', async () => {
    const [here, there] = [store(), newIdentityStore(otherProcess)];
    await here.resolve(project, [identify('u'), seen('a')]);
    expect((await there.resolve(project, [seen('a')])).personIds).toEqual([2]);
    await here.resolve(project, [identify('u', 'a')]);
    expect((await there.resolve(project, [seen('a')])).personIds).toEqual([1]);
  });

  it('make one person of the same new ids', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `p${index}`);
    const stores = [store(), newIdentityStore(otherProcess), store()];
    const calls = stores.map((identities, index) => {
      const order = index === 1 ? [...names].reverse() : names;
      return identities.resolve(
        project,
        order.map((name) => identify(`user-${name}`, name)),
      );
    });
    await Promise.all(calls);
    const state = await readState();
    expect(state.persons).toHaveLength(300);
    expectDense(state);
  });

  it('agree with connected components when devices are not shared', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ownDeviceItem(), { maxLength: 60 }), async (items) => {
        project = await database.addProject();
        const stores = [store(), newIdentityStore(otherProcess)];
        const parts = [
          items.filter((_, index) => index % 2 === 0),
          items.filter((_, index) => index % 2 === 1),
        ];
        await Promise.all(parts.map((part, index) => inBatches(stores[index]!, part, 7)));
        // A link names both ids in one item, so every order ends in the same groups.
        const state = await readState();
        expect(groupsOf(state)).toEqual(referenceGroups(items));
        expectDense(state);
      }),
      runs({ quick: 8, deep: 25 }),
    );
  });
});

describe('any order of items, any cut into batches', () => {
  it('ends as the items one by one would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyItem(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        async (items, size) => {
          project = await database.addProject();
          const given = await inBatches(store(), items, size);
          const state = await readState();
          const reference = referencePersons(items);
          expect(groupsOf(state)).toEqual(referenceGroups(items));
          for (const person of state.persons) {
            const name = state.names.find(({ personId }) => personId === person.personId)!.distinctId;
            expect(person.properties).toEqual(reference.get(name)!.properties);
            expect(person.identified).toBe(reference.get(name)!.identified);
          }
          expectDense(state);
          expectFlat(state);
          for (const personId of given) expect(survivorOf(state, personId)).toBeDefined();
        },
      ),
      runs({ quick: 15, deep: 60 }),
    );
  });
});

describe('a project that is newer than what PostgreSQL has noted of its tables', () => {
  const PEOPLE = 1_500;
  const devices = Array.from({ length: PEOPLE }, (_, at) => seen(`device ${at}`));
  const users = Array.from({ length: PEOPLE / 10 }, (_, at) => identify(`user ${at}`));
  const merging = users.map(({ userId }, at) => identify(userId!, `device ${at}`, { plan: 'pro' }));

  /** One connection: what it has counted of its reading can be asked for there alone. */
  async function onOneConnection(work: (dataSource: DataSource) => Promise<void>): Promise<void> {
    const alone = await new DataSource({
      ...otherProcess.options,
      poolSize: 1,
    } as typeof otherProcess.options).initialize();
    await work(alone).finally(() => alone.destroy());
  }

  async function rowsRead(dataSource: DataSource): Promise<number> {
    await dataSource.query('SELECT pg_stat_force_next_flush()');
    const [row] = await dataSource.query<{ read: string }[]>(
      `SELECT sum(seq_tup_read + idx_tup_fetch) AS read FROM pg_stat_user_tables
       WHERE relname IN ('persons', 'distinct_ids', 'person_merges')`,
    );
    return Number(row!.read);
  }

  it('has each of its people looked up, not all of them for each', async () => {
    await store().resolve(project, [...devices, ...users]);
    await database.dataSource.query('ANALYZE persons, distinct_ids, person_merges');
    const newer = await database.addProject();
    await onOneConnection(async (dataSource) => {
      await store().resolve(newer, [...devices, ...users]);
      const before = await rowsRead(dataSource);
      const { merges } = await newIdentityStore(dataSource).resolve(newer, [...devices, ...merging]);
      expect(merges).toHaveLength(users.length);
      const read = (await rowsRead(dataSource)) - before;
      expect(read).toBeGreaterThan(PEOPLE);
      // Each of a handful of statements may read every row of the tables once.
      expect(read).toBeLessThan(40 * PEOPLE);
    });
  });
});

describe('publishing merges', () => {
  it('hands out what is unpublished until it is marked, unless it was changed meanwhile', async () => {
    const identities = store();
    await identities.resolve(project, [identify('u'), seen('a'), seen('b')]);
    const { merges } = await identities.resolve(project, [identify('u', 'a'), identify('u', 'b')]);
    const ours = async (): Promise<number> =>
      (await identities.unpublishedMerges()).filter(({ projectId }) => projectId === project).length;
    expect(await ours()).toBe(2);
    await identities.markMergesPublished(merges.map((merge) => ({ ...merge, sequence: merge.sequence - 1 })));
    expect(await ours()).toBe(2);
    await identities.markMergesPublished(merges);
    expect(await ours()).toBe(0);
  });
});

interface State {
  names: DistinctIdEntity[];
  persons: PersonEntity[];
  merges: PersonMergeEntity[];
}

async function readState(): Promise<State> {
  const where = { projectId: project };
  const [names, persons, merges] = await Promise.all([
    database.dataSource.getRepository(DistinctIdEntity).findBy(where),
    database.dataSource.getRepository(PersonEntity).findBy(where),
    database.dataSource.getRepository(PersonMergeEntity).findBy(where),
  ]);
  return { names, persons, merges };
}

async function propertiesOf(personId: number): Promise<Record<string, unknown>> {
  const { persons } = await readState();
  return persons.find((person) => person.personId === personId)!.properties;
}

/** Returns the person ids as they were given out, batch by batch. */
async function inBatches(identities: IdentityStore, items: IdentityItem[], size: number): Promise<number[]> {
  const given: number[] = [];
  for (let from = 0; from < items.length; from += size) {
    given.push(...(await identities.resolve(project, items.slice(from, from + size))).personIds);
  }
  return given;
}

function groupsOf({ names }: State): string[] {
  const groups = new Map<number, string[]>();
  for (const { personId, distinctId } of names)
    groups.set(personId, [...(groups.get(personId) ?? []), distinctId]);
  return [...groups.values()].map((group) => group.sort().join(' ')).sort();
}

function referenceGroups(items: IdentityItem[]): string[] {
  const persons = new Set(referencePersons(items).values());
  return [...persons].map(({ names }) => [...names].sort().join(' ')).sort();
}

/** Every id from 1 on is somebody, or was and is merged. */
function expectDense({ persons, merges }: State): void {
  const ids = [...persons.map(({ personId }) => personId), ...merges.map(({ fromPersonId }) => fromPersonId)];
  expect(ids.sort((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1));
}

function expectFlat({ persons, merges }: State): void {
  const living = new Set(persons.map(({ personId }) => personId));
  for (const { intoPersonId } of merges) expect(living).toContain(intoPersonId);
}

function survivorOf({ persons, merges }: State, personId: number): PersonEntity | undefined {
  const id = merges.find(({ fromPersonId }) => fromPersonId === personId)?.intoPersonId ?? personId;
  return persons.find((person) => person.personId === id);
}

function anyItem(): fc.Arbitrary<IdentityItem> {
  const user = fc.constantFrom('u1', 'u2', 'u3', 'd1', 'null');
  const device = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'guest');
  const traits = fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), fc.constantFrom(1, 'two', null, [3]));
  return fc
    .record(
      { userId: user, anonymousId: device, identify: fc.boolean(), traits },
      { requiredKeys: ['identify'] },
    )
    .filter(({ userId, anonymousId }) => userId !== undefined || anonymousId !== undefined);
}

/** Device `uN-…` is only ever used by user `uN`. */
function ownDeviceItem(): fc.Arbitrary<IdentityItem> {
  return fc
    .record({ user: fc.constantFrom('u1', 'u2', 'u3'), device: fc.constantFrom('a', 'b'), kind: fc.nat(2) })
    .map(({ user, device, kind }) => {
      const anonymousId = `${user}-${device}`;
      if (kind === 0) return seen(anonymousId);
      return kind === 1 ? identify(user) : identify(user, anonymousId);
    });
}
