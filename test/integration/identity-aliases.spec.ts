import {
  AliasStore,
  createDataSource,
  DistinctIdEntity,
  type IdentityItem,
  type IdentityStore,
  MergeOutbox,
  PersonAliasEntity,
  PersonEntity,
} from '@groundswell/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { IdentityReference } from './support/identity-reference.js';
import { createTestDatabase, newIdentityStore, type TestDatabase } from './support/postgres-database.js';
import { runs } from '../support/runs.js';

let database: TestDatabase;
let otherProcess: DataSource;
let project: number;
/** What ClickHouse would hold: the override of the highest version for each person. */
let overrides: Map<number, { into: number; version: number }>;
let messages = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  otherProcess = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await otherProcess.destroy();
  await database.drop();
});
beforeEach(() => newProject());

async function newProject(): Promise<void> {
  project = await database.addProject();
  overrides = new Map();
}

const store = (): IdentityStore => newIdentityStore(database.dataSource);
const seen = (anonymousId: string): IdentityItem => ({ anonymousId, identify: false });
const user = (userId: string, traits?: Record<string, unknown>): IdentityItem => ({
  userId,
  identify: true,
  traits,
});
const identify = (userId: string, anonymousId: string): IdentityItem => ({
  userId,
  anonymousId,
  identify: true,
});
const alias = (userId: string, anonymousId: string, id = `m${++messages}`): IdentityItem => ({
  userId,
  anonymousId,
  identify: true,
  alias: id,
});

const aliases = new AliasStore();
const undo = (id: number) =>
  database.dataSource.transaction((manager) => aliases.undo(manager, project, id, 1));
const mergeByHand = (from: number, into: number) =>
  database.dataSource.transaction((manager) => aliases.merge(manager, project, { from, into, userId: 1 }));
const log = () =>
  database.dataSource
    .getRepository(PersonAliasEntity)
    .find({ where: { projectId: project }, order: { id: 'ASC' } });

/** As the publisher does, but that it forgets at random that it did. */
async function publish(forget = false): Promise<void> {
  const outbox = new MergeOutbox(database.dataSource);
  const merges = (await outbox.unpublished()).filter(({ projectId }) => projectId === project);
  for (const { fromPersonId, intoPersonId, sequence } of merges) {
    const known = overrides.get(fromPersonId);
    if (!known || known.version <= sequence)
      overrides.set(fromPersonId, { into: intoPersonId, version: sequence });
  }
  if (!forget) await outbox.markPublished(merges);
}

const countsAs = (personId: number) => overrides.get(personId)?.into ?? personId;
const sorted = (groups: Iterable<Iterable<string>>) =>
  [...groups].map((group) => [...group].sort().join(' ')).sort();

/** Names that count as one person, by what was published; person ids that events got earlier among the names. */
async function counted(given: { name: string; personId: number }[] = []): Promise<string[]> {
  await publish();
  const names = await database.dataSource.getRepository(DistinctIdEntity).findBy({ projectId: project });
  const groups = new Map<number, Set<string>>();
  const stored = names.map(({ distinctId, personId }) => ({ name: distinctId, personId }));
  for (const { name, personId } of [...stored, ...given]) {
    const person = countsAs(personId);
    groups.set(person, (groups.get(person) ?? new Set()).add(name));
  }
  return sorted(groups.values());
}

describe('an alias between two known people', () => {
  it('lets them count as one, leaves each their own id, and is logged with its event', async () => {
    const identities = store();
    await identities.resolve(project, [user('old'), user('new')]);
    const { personIds, merges } = await identities.resolve(project, [
      alias('new', 'old', 'event-1'),
      user('old'),
    ]);
    expect(personIds).toEqual([2, 1]);
    expect(merges).toEqual([{ projectId: project, fromPersonId: 1, intoPersonId: 2, sequence: 1 }]);
    expect(await counted()).toEqual(['new old']);
    expect(await log()).toEqual([
      expect.objectContaining({
        fromPersonId: 1,
        intoPersonId: 2,
        fromDistinctId: 'old',
        intoDistinctId: 'new',
        eventId: 'event-1',
        userId: null,
        state: 'active',
      }),
    ]);
  });

  it('is undone without a trace in who counts as whom, what came between included', async () => {
    const identities = store();
    await identities.resolve(project, [user('a'), user('b'), alias('b', 'a')]);
    await identities.resolve(project, [seen('phone'), seen('tablet')]);
    await identities.resolve(project, [identify('a', 'phone'), identify('b', 'tablet'), user('a')]);
    expect(await counted()).toEqual(['a b phone tablet']);
    expect((await undo((await log())[0]!.id)).kind).toBe('undone');
    expect(await counted()).toEqual(['a phone', 'b tablet']);
    expect((await log())[0]).toMatchObject({ state: 'undone', endedByUserId: 1, endedAt: expect.any(Date) });
    expect((await undo((await log())[0]!.id)).kind).toBe('ended');
  });

  it('takes along what devices did before they were merged into the two, and gives it back', async () => {
    const identities = store();
    await identities.resolve(project, [seen('device'), user('a'), user('b')]);
    await identities.resolve(project, [identify('a', 'device')]);
    await publish();
    expect([1, 2, 3].map(countsAs)).toEqual([2, 2, 3]);
    await identities.resolve(project, [alias('b', 'a')]);
    await publish();
    expect([1, 2, 3].map(countsAs)).toEqual([3, 3, 3]);
    await undo((await log())[0]!.id);
    await publish();
    expect([1, 2, 3].map(countsAs)).toEqual([2, 2, 3]);
  });

  it('of a chain, only what was undone goes', async () => {
    const identities = store();
    await identities.resolve(project, [user('a'), user('b'), user('c'), alias('b', 'a'), alias('c', 'b')]);
    expect(await counted()).toEqual(['a b c']);
    const [, second] = await log();
    await undo(second!.id);
    expect(await counted()).toEqual(['a b', 'c']);
  });

  it('goes in a cycle and back and forth without harm', async () => {
    const items = [
      user('a'),
      user('b'),
      alias('b', 'a'),
      alias('a', 'b'),
      user('c'),
      alias('c', 'b'),
      alias('a', 'c'),
    ];
    await store().resolve(project, items);
    expect(await counted()).toEqual(['a b c']);
    expect((await log()).map(({ fromPersonId, intoPersonId }) => [fromPersonId, intoPersonId])).toEqual([
      [1, 2],
      [2, 3],
      [3, 1],
    ]);
  });

  it('said again says nothing, and the event of an undone one does not bring it back', async () => {
    const identities = store();
    await identities.resolve(project, [user('a'), user('b'), alias('b', 'a', 'one')]);
    await identities.resolve(project, [alias('b', 'a', 'two')]);
    expect(await log()).toHaveLength(1);
    await undo((await log())[0]!.id);
    await identities.resolve(project, [alias('b', 'a', 'one')]);
    expect(await counted()).toEqual(['a', 'b']);
    await identities.resolve(project, [
      alias('b', 'a', 'two'),
      alias('b', 'a', 'one'),
      alias('a', 'b', 'three'),
    ]);
    expect(await counted()).toEqual(['a b']);
  });

  it('overrules the order in which the two become known', async () => {
    await store().resolve(project, [
      alias('new', 'old'),
      user('old'),
      seen('x'),
      identify('old', 'x'),
      user('new'),
    ]);
    expect(await counted()).toEqual(['new old x']);
    await undo((await log())[0]!.id);
    expect(await counted()).toEqual(['new', 'old x']);
  });

  it.each(['cut into calls', 'in one call'])(
    'of a device ends when the device turns out to be somebody else’s, %s',
    async (cut) => {
      const items = [user('u'), seen('d'), alias('u', 'd'), identify('x', 'd')];
      if (cut === 'in one call') await store().resolve(project, items);
      else for (const item of items) await store().resolve(project, [item]);
      expect(await counted()).toEqual(['d x', 'u']);
      expect(await log()).toEqual([expect.objectContaining({ state: 'superseded' })]);
    },
  );

  it.each(['cut into calls', 'in one call'])(
    'said again by its event after it ended does not stand in the way of another one, %s',
    async (cut) => {
      const items = [
        alias('a', 'd', 'one'),
        identify('b', 'd'),
        alias('a', 'd', 'one'),
        alias('b', 'a', 'two'),
      ];
      if (cut === 'in one call') await store().resolve(project, items);
      else for (const item of items) await store().resolve(project, [item]);
      expect(await counted()).toEqual(['a b d']);
      expect((await log()).map(({ eventId, state }) => [eventId, state])).toEqual([
        ['one', 'superseded'],
        ['two', 'active'],
      ]);
    },
  );

  it.each(['null', 'undefined', 'anonymous', 'guest', '0', '[object Object]', ' ', 'None', '(null)'])(
    'never comes of the junk id %j on either side',
    async (junk) => {
      const items = [
        user('a'),
        user('b'),
        alias('a', junk),
        alias('b', junk),
        alias(junk, 'a'),
        alias(junk, 'b'),
      ];
      await store().resolve(project, items);
      expect(await counted()).toEqual(['a', 'b']);
      expect(await log()).toEqual([]);
    },
  );

  it('keeps the properties of each', async () => {
    const identities = store();
    await identities.resolve(project, [
      user('a', { plan: 'pro' }),
      user('b', { plan: 'free' }),
      alias('b', 'a'),
    ]);
    await identities.resolve(project, [user('a', { city: 'Oslo' })]);
    const people = await database.dataSource.getRepository(PersonEntity).findBy({ projectId: project });
    expect(people.map(({ personId, properties }) => [personId, properties]).sort()).toEqual([
      [1, { plan: 'pro', city: 'Oslo' }],
      [2, { plan: 'free' }],
    ]);
  });
});

describe('a merge by hand', () => {
  it('is refused for nobody, for other projects’ people, and for who is one already', async () => {
    const other = await database.addProject();
    const identities = store();
    await identities.resolve(other, [user('x'), user('y'), user('z')]);
    await identities.resolve(project, [user('a'), user('b')]);
    expect(await mergeByHand(1, 3)).toEqual({ kind: 'unknown', personId: 3 });
    expect((await mergeByHand(1, 2)).kind).toBe('merged');
    expect((await mergeByHand(2, 1)).kind).toBe('same');
    expect((await mergeByHand(1, 1)).kind).toBe('same');
    const [made] = await log();
    const elsewhere = await database.dataSource.transaction((manager) =>
      aliases.undo(manager, other, made!.id, 1),
    );
    expect(elsewhere.kind).toBe('unknown');
    expect(await counted()).toEqual(['a b']);
  });

  it('takes the person that a merged device stands for now', async () => {
    const identities = store();
    await identities.resolve(project, [seen('d'), user('a'), user('b')]);
    await identities.resolve(project, [identify('a', 'd')]);
    expect((await mergeByHand(1, 3)).kind).toBe('merged');
    expect(await counted()).toEqual(['a b d']);
  });
});

describe('publishing', () => {
  it('does not take a change for published that came while the one before was on its way', async () => {
    const identities = store();
    const outbox = new MergeOutbox(database.dataSource);
    await identities.resolve(project, [user('a'), user('b')]);
    const ours = async () => (await outbox.unpublished()).filter(({ projectId }) => projectId === project);
    const { alias: made } = (await mergeByHand(1, 2)) as { alias: PersonAliasEntity };
    const onTheirWay = await ours();
    await undo(made.id);
    await mergeByHand(1, 2);
    await outbox.markPublished(onTheirWay);
    expect(await ours()).toEqual([{ projectId: project, fromPersonId: 1, intoPersonId: 2, sequence: 3 }]);
  });
});

type Step = { item: IdentityItem } | { undo: number };

const NAMES = ['u1', 'u2', 'u3', 'd1', 'd2', 'd3', 'guest'];
const name = fc.constantFrom(...NAMES);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ anonymousId: name }).map(({ anonymousId }) => ({ item: seen(anonymousId) })),
  },
  { weight: 2, arbitrary: name.map((userId) => ({ item: user(userId) })) },
  { weight: 3, arbitrary: fc.tuple(name, name).map(([one, other]) => ({ item: identify(one, other) })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(name, name, fc.integer({ min: 1, max: 2 }))
      .map(([one, other, id]) => ({ item: alias(one, other, `${one} ${other} ${id}`) })),
  },
  { weight: 2, arbitrary: fc.nat(5).map((nth) => ({ undo: nth })) },
);

/** The name that an event is filed under. */
function eventName({ userId, anonymousId }: IdentityItem): string {
  const usable = [userId, anonymousId].find((id) => id !== undefined && id !== 'guest');
  return usable ?? 'guest';
}

describe('any sequence of steps, by several processes', () => {
  it('counts as the reference does, after every step and whatever was published twice', async () => {
    const run = fc.array(fc.tuple(anyStep, fc.nat(2), fc.boolean()), { maxLength: 30, size: 'max' });
    await fc.assert(
      fc.asyncProperty(run, async (steps) => {
        await newProject();
        const processes = [store(), newIdentityStore(otherProcess), store()];
        const reference = new IdentityReference();
        const given: { name: string; personId: number }[] = [];
        for (const [step, process, forget] of steps) {
          if ('item' in step) {
            const { personIds } = await processes[process]!.resolve(project, [step.item]);
            reference.apply(step.item);
            given.push({ name: eventName(step.item), personId: personIds[0]! });
          } else {
            const made = (await log())[step.undo];
            if (made?.state === 'active') reference.undo(made.eventId!);
            if (made) await undo(made.id);
          }
          await publish(forget);
          expect(await counted(given)).toEqual(sorted(reference.countedTogether()));
        }
      }),
      runs({ quick: 10, deep: 40 }),
    );
  }, 240_000);

  it('ends alike however the items are cut into calls', async () => {
    const items = fc.array(
      anyStep.filter((step) => 'item' in step),
      { maxLength: 40, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 40 }), async (steps, size) => {
        await newProject();
        const all = steps.flatMap((step) => ('item' in step ? [step.item] : []));
        const identities = store();
        for (let at = 0; at < all.length; at += size)
          await identities.resolve(project, all.slice(at, at + size));
        const reference = new IdentityReference();
        for (const item of all) reference.apply(item);
        expect(await counted()).toEqual(sorted(reference.countedTogether()));
      }),
      runs({ quick: 15, deep: 60 }),
    );
  }, 240_000);

  it('agrees with connected components when they run at once, in any interleaving', async () => {
    // Links name devices of one user each, so the order in which processes win the lock does not matter.
    const own = fc
      .tuple(fc.constantFrom('u1', 'u2', 'u3', 'u4'), fc.nat(3), fc.nat(3))
      .map(([one, kind, n]) => {
        if (kind === 0) return seen(`${one}-device`);
        if (kind === 1) return identify(one, `${one}-device`);
        return kind === 2 ? user(one) : alias(one, `u${n + 1}`);
      });
    await fc.assert(
      fc.asyncProperty(fc.array(own, { maxLength: 45, size: 'max' }), async (items) => {
        await newProject();
        const processes = [store(), newIdentityStore(otherProcess), store()];
        await Promise.all(
          processes.map(async (identities, process) => {
            const mine = items.filter((_, at) => at % 3 === process);
            for (let at = 0; at < mine.length; at += 3)
              await identities.resolve(project, mine.slice(at, at + 3));
          }),
        );
        const reference = new IdentityReference();
        for (const item of items) reference.apply(item);
        expect(await counted()).toEqual(sorted(reference.countedTogether()));
      }),
      runs({ quick: 8, deep: 25 }),
    );
  }, 240_000);
});
