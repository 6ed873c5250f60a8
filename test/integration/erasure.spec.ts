import { ErasureJob } from '@groundswell/api';
import type { AcceptedEvent } from '@groundswell/contracts';
import type { PipelinePorts } from '@groundswell/pipeline';
import {
  AuditLog,
  ReportEntity,
  BatchIntents,
  ErasureEntity,
  ErasureStore,
  IngestBatchEntity,
  PersonChanges,
  PersonEntity,
  PersonGroups,
} from '@groundswell/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { type LogKind, type PipelineScene, PipelineWorld } from './support/pipeline-world.js';

const kinds: LogKind[] = process.env.TEST_KAFKA_BROKERS ? ['PostgreSQL', 'Kafka'] : ['PostgreSQL'];
const LONG_AGO = '2020-01-01T00:00:00.000Z';

describe.each(kinds)('erasing a person, with a log in %s', (kind) => {
  let world: PipelineWorld;
  let scene: PipelineScene;
  let store: ErasureStore;

  beforeAll(async () => {
    world = await PipelineWorld.create(kind);
    store = new ErasureStore(world.database.dataSource);
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    scene = await world.scene();
  });
  afterEach(() => scene.stopAll());

  function job(of: ErasureStore = store): ErasureJob {
    const { dataSource } = world.database;
    const made = new ErasureJob(
      of,
      new BatchIntents(dataSource),
      new PersonChanges(dataSource, new PersonGroups(dataSource)),
      world.log,
      world.clickhouse,
    );
    made.log = { topic: scene.topic, group: scene.group };
    return made;
  }

  async function request(asked: {
    personId?: number;
    distinctId?: string;
    reason?: string;
  }): Promise<number> {
    const { manager } = world.database.dataSource;
    const { id } = await store.request({ projectId: scene.projectId, userId: 1, ...asked }, manager);
    return id;
  }

  const stateOf = (id: number) =>
    world.database.dataSource.getRepository(ErasureEntity).findOneByOrFail({ id });

  async function finish(worker = job()): Promise<void> {
    const until = Date.now() + 30_000;
    while (await worker.advance()) {
      if (Date.now() > until) throw new Error('the erasure did not end');
      await pause(50);
    }
  }

  async function erase(asked: {
    personId?: number;
    distinctId?: string;
    reason?: string;
  }): Promise<ErasureEntity> {
    const id = await request(asked);
    await finish();
    return stateOf(id);
  }

  async function expectExactly(events: AcceptedEvent[]): Promise<void> {
    expect(await scene.storedIds()).toEqual(events.map(({ messageId }) => messageId).sort());
    const { rollup, raw } = await scene.rollupAndRaw();
    expect(rollup).toEqual(raw);
    const people = await scene.query<{ n: number }>(
      `SELECT toUInt32(groupBitmapMerge(people)) AS n FROM active_people WHERE project_id = {project:UInt32}`,
    );
    const active = await scene.query<{ n: number }>(
      `SELECT toUInt32(uniqExact(person_id)) AS n FROM events WHERE project_id = {project:UInt32} AND event = 'Opened'`,
    );
    expect(people).toEqual(active);
  }

  /** Wherever it is looked for in both stores, in any column of any row. */
  async function placesOf(text: string): Promise<string[]> {
    const found: string[] = [];
    const tables = await world.database.dataSource.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    // The embedded log lies in the same database; what it keeps, and for how long, is docs/adr/0007's.
    for (const { name } of tables.filter((table) => !table.name.startsWith('event_log'))) {
      const [row] = await world.database.dataSource.query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM "${name}" AS t WHERE strpos(t::text, $1) > 0`,
        [text],
      );
      if (row!.n > 0) found.push(name);
    }
    for (const table of ['events', 'recent_events']) {
      const result = await world.clickhouse.query({
        query: `SELECT count() AS n FROM ${table} WHERE position(toString(tuple(*)), {text:String}) > 0`,
        query_params: { text },
        format: 'JSONEachRow',
      });
      const [row] = await result.json<{ n: number }>();
      if (Number(row!.n) > 0) found.push(table);
    }
    return found;
  }

  const peopleNow = () =>
    world.database.dataSource.getRepository(PersonEntity).countBy({ projectId: scene.projectId });

  /** Ada on two devices, one of them before she was known, and an alias; others around her. */
  function adasLog() {
    const ada = [
      scene.event({ userId: undefined, anonymousId: 'ada-phone' }),
      scene.event({ userId: undefined, anonymousId: 'ada-laptop' }),
      scene.event({ userId: 'ada@x.example', anonymousId: 'ada-phone' }),
      scene.event({
        type: 'identify',
        event: '$identify',
        userId: 'ada@x.example',
        anonymousId: 'ada-laptop',
        traits: { name: 'Ada Lovelace' },
      }),
      scene.event({ userId: 'ada@x.example', anonymousId: '7300042' }),
      scene.event({ userId: 'ada-crm', platform: 'ios' }),
      scene.event({ type: 'alias', event: '$create_alias', userId: 'ada@x.example', previousId: 'ada-crm' }),
      scene.event({ userId: 'ada@x.example' }),
    ];
    const late = scene.event({ userId: 'ada@x.example', timestamp: LONG_AGO });
    // On Ada's phone, yet not hers.
    const ben = [scene.event({ userId: 'ben', anonymousId: 'ada-phone' }), scene.event({ userId: 'ben' })];
    const others = scene.events(60);
    const othersLate = scene.event({ userId: 'ben', timestamp: LONG_AGO });
    return { ada, late, ben, others, othersLate };
  }

  it('takes them out of events, rollups, identities, letters and logs, and nobody else', async () => {
    const { ada, late, ben, others, othersLate } = adasLog();
    await scene.append([...ada, late]);
    await scene.start();
    await scene.settled();
    await scene.append([...ben, ...others, othersLate]);
    await scene.settled();
    const audit = new AuditLog(world.database.dataSource);
    await audit.record({
      projectId: scene.projectId,
      action: 'person.export',
      target: 'persons/1',
      detail: { distinctId: 'ada-crm' },
    });
    const conditions = [{ id: { $in: [7300042, 3] } }, { size: 7300042 }];
    for (const condition of conditions) {
      const detail = { rules: [{ kind: 'force', condition }] };
      await audit.record({ projectId: scene.projectId, action: 'flag.update', target: 'flags/1', detail });
    }
    const filters = [{ property: 'distinctId', operator: 'is', value: 7300042 }];
    const filtered = { projectId: scene.projectId, action: 'flag.update', target: 'flags/1' };
    await audit.record({ ...filtered, detail: { query: { filters } } });
    const reports = world.database.dataSource.getRepository(ReportEntity);
    const saved = { projectId: scene.projectId, kind: 'activeUsers', display: 'table' as const, lastDays: 7 };
    for (const value of ['ada-crm', ['x', 'ada-laptop'], 'ben']) {
      const filters = [{ property: 'distinctId', operator: 'in', value }];
      await reports.save({ ...saved, name: 'One', query: { kind: 'activeUsers', filters } });
    }
    await expectExactly([...ada, ...ben, ...others]);
    const before = await peopleNow();

    const erasure = await erase({ distinctId: 'ada-laptop', reason: 'mail of ada-crm' });

    expect(erasure).toMatchObject({ state: 'done', eventsRemoved: ada.length, people: [], names: [] });
    expect(erasure).toMatchObject({ askedDistinctId: null, askedPersonId: null, reason: null });
    expect(erasure.rowsRemoved).toBeGreaterThan(ada.length);
    await expectExactly([...ben, ...others]);
    expect(await peopleNow()).toBe(before - 2);
    for (const id of ['ada@x.example', 'ada-crm', 'ada-laptop', 'Ada Lovelace', 'ada-phone']) {
      expect([id, await placesOf(id)]).toEqual([id, []]);
    }
    const entries = await world.database.dataSource.query<{ detail: object }[]>(
      `SELECT detail FROM audit_log WHERE project_id = $1 AND action = 'flag.update' ORDER BY id`,
      [scene.projectId],
    );
    expect(entries.map(({ detail }) => detail)).toEqual([
      { erased: true },
      { rules: [{ kind: 'force', condition: conditions[1] }] },
      { erased: true },
    ]);
    expect(await scene.deadLetters()).toEqual([['late', scene.projectId]]);
    expect((await reports.find()).map(({ query }) => JSON.stringify(query).includes('ben'))).toEqual([true]);
  });

  it('keeps them out when the group is rewound, and when ClickHouse is built anew from the log', async () => {
    const { ada, late, ben, others, othersLate } = adasLog();
    await scene.append([...ada, late]);
    const first = await scene.start();
    await scene.settled();
    await scene.append([...ben, ...others, othersLate]);
    await scene.settled();
    await erase({ distinctId: 'ada@x.example' });
    await scene.stop(first);
    await world.log.rewind(scene.topic, scene.group);
    const second = await scene.start();
    await scene.settled();
    await expectExactly([...ben, ...others]);
    await scene.stop(second);

    await rebuild();
    await scene.start();
    await scene.settled();
    await expectExactly([...ben, ...others]);
    for (const id of ['ada@x.example', 'ada-crm', 'ada-laptop', 'Ada Lovelace', 'ada-phone']) {
      expect([id, await placesOf(id)]).toEqual([id, []]);
    }
  });

  /** As docs/adr/0003 says: the pipeline is stopped. */
  async function rebuild(): Promise<void> {
    const result = await world.clickhouse.query({
      query: `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
                AND name NOT IN ('schema_migrations', 'person_overrides')`,
      format: 'JSONEachRow',
    });
    for (const { name: table } of await result.json<{ name: string }>()) {
      await world.clickhouse.command({ query: `TRUNCATE TABLE ${table}` });
    }
    await world.database.dataSource.getRepository(IngestBatchEntity).delete({ topic: scene.topic });
    await world.log.rewind(scene.topic, scene.group);
  }

  it('takes the same id for somebody new afterwards, and keeps them through a replay', async () => {
    const old = [scene.event({ userId: 'ada', traits: { plan: 'old' } }), scene.event({ userId: 'ada' })];
    await scene.append([...old, ...scene.events(3)]);
    const first = await scene.start();
    await scene.settled();
    const oldPerson = await personOf('ada');
    await erase({ personId: oldPerson });
    const later = { receivedAt: new Date().toISOString(), userId: 'ada' };
    const news = [scene.event(later), scene.event(later)];
    await scene.append(news);
    await scene.settled();
    const newPerson = await personOf('ada');
    expect(newPerson).toBeGreaterThan(oldPerson!);
    expect(
      await scene.query(
        `SELECT DISTINCT toInt32(person_id) AS p FROM events WHERE project_id = {project:UInt32} AND distinct_id = 'ada'`,
      ),
    ).toEqual([{ p: newPerson }]);
    await scene.stop(first);
    await rebuild();
    await scene.start();
    await scene.settled();
    const stored = await scene.storedIds();
    expect(stored).toEqual(expect.arrayContaining(news.map(({ messageId }) => messageId)));
    expect(stored).toHaveLength(5);
    const [person] = await world.database.dataSource
      .getRepository(PersonEntity)
      .findBy({ projectId: scene.projectId, personId: newPerson! });
    expect(person?.properties).toEqual({});
  });

  async function personOf(name: string): Promise<number | undefined> {
    const rows = await world.database.dataSource.query<{ id: number }[]>(
      'SELECT person_id AS id FROM distinct_ids WHERE project_id = $1 AND distinct_id = $2',
      [scene.projectId, name],
    );
    return rows[0]?.id;
  }

  it('waits for what the log holds of them and nobody has stored yet', async () => {
    const others = scene.events(5);
    const ada = [
      scene.event({ userId: undefined, anonymousId: 'phone' }),
      scene.event({ userId: 'ada', anonymousId: 'phone' }),
    ];
    await scene.append([...ada, ...others]);
    const id = await request({ distinctId: 'ada' });
    const worker = job();
    for (let turn = 0; turn < 3; turn++) expect(await worker.advance()).toBe(true);
    expect((await stateOf(id)).state).toBe('requested');
    await scene.start();
    await finish(worker);
    await expectExactly(others);
    expect(await personOf('phone')).toBeUndefined();
  });

  /** The ports, of which one call waits until it is let go, after or before it took effect. */
  function held(point: 'before resolving' | 'before the insert' | 'after the insert') {
    let letGo = (): void => undefined;
    let reached = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    const wait = () => (reached(), gate);
    const ports = scene.ports();
    const { identities, events } = ports;
    const heldPorts: PipelinePorts = {
      ...ports,
      identities: {
        unpublishedMerges: () => identities.unpublishedMerges(),
        markMergesPublished: (merges) => identities.markMergesPublished(merges),
        resolve: async (...args) => {
          if (point === 'before resolving') await wait();
          return identities.resolve(...args);
        },
      },
      events: {
        ...events,
        insert: async (...args) => {
          if (point === 'before the insert') await wait();
          await events.insert(...args);
          if (point === 'after the insert') await wait();
        },
      },
    };
    return { ports: heldPorts, isReached, letGo };
  }

  it.each(['before resolving', 'before the insert', 'after the insert'] as const)(
    'leaves nothing of a batch that was held %s when they were erased',
    async (point) => {
      const known = [scene.event({ userId: 'ada' }), scene.event({ userId: 'ben' })];
      await scene.append(known);
      const first = await scene.start();
      await scene.settled();
      await scene.stop(first);
      const id = await request({ distinctId: 'ada' });
      const worker = job();
      const { ports, isReached, letGo } = held(point);
      // The log was read up to here when it was asked for; then comes more.
      await (worker as unknown as { isRead(e: ErasureEntity): Promise<boolean> }).isRead(await stateOf(id));
      await scene.start(ports);
      const inFlight = [
        scene.event({ userId: 'ada', traits: { name: 'Ada' } }),
        scene.event({ userId: 'ada', timestamp: LONG_AGO }),
      ];
      const bens = scene.event({ userId: 'ben' });
      await scene.append([...inFlight, bens]);
      await isReached;
      for (let turn = 0; turn < 5; turn++) {
        await worker.advance();
        await pause(20);
      }
      expect((await stateOf(id)).state).toBe('running');
      letGo();
      await finish(worker);
      await scene.settled();
      await expectExactly([known[1]!, bens]);
      expect(await personOf('ada')).toBeUndefined();
      expect(await scene.deadLetters()).toEqual([]);
    },
  );

  it('is carried to its end by another process, wherever the first one died', async () => {
    const others = scene.events(20);
    const ada = [scene.event({ userId: 'ada' }), scene.event({ userId: 'ada', platform: 'ios' })];
    await scene.append([...ada, ...others, scene.event({ userId: 'ada', timestamp: LONG_AGO })]);
    await scene.start();
    await scene.settled();
    const id = await request({ distinctId: 'ada' });
    for (const step of ['take', 'setCounts', 'purgeTexts', 'finish'] as const) {
      for (const when of ['before', 'after'] as const) await dieAt(step, when);
    }
    await finish();
    expect(await stateOf(id)).toMatchObject({ state: 'done', eventsRemoved: 2 });
    await expectExactly(others);
    expect(await scene.deadLetters()).toEqual([]);
  });

  it('comes to the same by a rebuild, whatever was being stored when people were erased', async () => {
    await scene.start(scene.ports(), { maxRecords: 40 });
    await scene.start(scene.ports(), { maxRecords: 30 });
    const workers = [job(), job()];
    const asked: number[] = [];
    for (let round = 0; round < 25; round++) {
      await scene.append(Array.from({ length: 20 }, (_, n) => someone(round * 20 + n)));
      if (round % 3 === 1) asked.push(await request({ distinctId: `user-${round % 7}` }));
      if (round % 4 === 2) asked.push(await request({ distinctId: `device-${round % 9}` }));
      for (const worker of workers) await worker.advance();
    }
    await finish();
    await scene.settled();
    const states = await Promise.all(asked.map(async (id) => (await stateOf(id)).state));
    expect(new Set(states)).toEqual(new Set(['done']));
    const [stored, reports] = [await scene.storedIds(), await scene.rollupAndRaw()];
    expect(reports.rollup).toEqual(reports.raw);
    expect(stored.length).toBeLessThan(500);
    expect(stored.length).toBeGreaterThan(0);
    await scene.stopAll();
    await rebuild();
    await scene.start();
    await scene.settled();
    expect(await scene.storedIds()).toEqual(stored);
    expect((await scene.rollupAndRaw()).rollup).toEqual(reports.rollup);
  }, 180_000);

  /** Seven people and nine devices that they share, received now. */
  function someone(n: number): AcceptedEvent {
    const [user, device] = [`user-${(n * 5) % 7}`, `device-${(n * 11) % 9}`];
    const ids = [
      { anonymousId: device, userId: undefined },
      { userId: user, anonymousId: device },
      { userId: user },
    ][n % 3]!;
    return scene.event({ ...ids, receivedAt: new Date().toISOString() });
  }

  async function dieAt(step: 'take' | 'setCounts' | 'purgeTexts' | 'finish', when: 'before' | 'after') {
    const dying = new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name !== step || typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (when === 'before') throw new Error('killed');
          await value.apply(target, args);
          throw new Error('killed');
        };
      },
    });
    const worker = job(dying);
    for (let turn = 0; turn < 5; turn++) await worker.advance().catch(() => undefined);
  }
});
