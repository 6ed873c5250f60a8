import { ImportAppender, LogMadeAnew } from '@groundswell/api';
import type { AcceptedEvent } from '@groundswell/contracts';
import {
  type ConsumerOptions,
  type EventLog,
  FIRST_BULK_PARTITION,
  type NewRecord,
} from '@groundswell/event-log';
import type { PipelinePorts } from '@groundswell/pipeline';
import { BatchIntents, DeadLetterEntity } from '@groundswell/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { type LogKind, type PipelineScene, PipelineWorld } from './support/pipeline-world.js';

const kinds: LogKind[] = process.env.TEST_KAFKA_BROKERS ? ['PostgreSQL', 'Kafka'] : ['PostgreSQL'];
const yes = () => true;
const no = () => false;
const ids = (events: AcceptedEvent[]) => events.map((event) => event.messageId).sort();

/** The same engine under another cluster id: what is asked of the topic goes to one of another name. */
class OtherLog implements EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly name: string,
  ) {}
  identity = async () => `other:${this.name}`;
  ensureTopic = (_topic: string, partitions: number) => this.log.ensureTopic(this.name, partitions);
  append = (_topic: string, records: NewRecord[]) => this.log.append(this.name, records);
  consume = (options: ConsumerOptions) => this.log.consume({ ...options, topic: this.name });
  progress = (_topic: string, group: string) => this.log.progress(this.name, group);
  hasLater = (_topic: string, partition: number, upTo: { offset: bigint; time: number }) =>
    this.log.hasLater(this.name, partition, upTo);
  rewind = (_topic: string, group: string) => this.log.rewind(this.name, group);
  ping = () => this.log.ping();
  close = async () => undefined;
}

async function until(holds: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('did not come about in time');
    await pause(50);
  }
}

/** A process that dies at a call: nothing that it does afterwards takes effect. */
class Killed extends Error {}
type Point =
  'before the insert' | 'after the insert' | 'after the merges' | 'after the dead letters' | 'after the mark';
const POINTS: Point[] = [
  'before the insert',
  'after the insert',
  'after the merges',
  'after the dead letters',
  'after the mark',
];

/** The same ports, which die at the given point of the nth batch. */
function dyingAt(point: Point, ports: PipelinePorts, nth: number): PipelinePorts & { dead: Promise<void> } {
  let die = (): void => undefined;
  const state = { left: nth, dead: false };
  const dead = new Promise<void>((resolve) => (die = resolve));
  const wrap = <A extends unknown[], R>(call: (...args: A) => Promise<R>, before?: Point, after?: Point) => {
    return async (...args: A): Promise<R> => {
      const isDue = (at?: Point) => at === point && --state.left <= 0;
      const fail = (): never => {
        state.dead = true;
        die();
        throw new Killed(point);
      };
      if (state.dead || isDue(before)) fail();
      const result = await call(...args);
      return isDue(after) ? fail() : result;
    };
  };
  const { events, intents, deadLetters, identities } = ports;
  return {
    dead,
    projects: ports.projects,
    erased: ports.erased,
    identities: {
      resolve: wrap(identities.resolve.bind(identities)),
      unpublishedMerges: wrap(identities.unpublishedMerges.bind(identities)),
      markMergesPublished: wrap(identities.markMergesPublished.bind(identities)),
    },
    deadLetters: { add: wrap(deadLetters.add.bind(deadLetters), undefined, 'after the dead letters') },
    intents: {
      ...intents,
      plan: wrap(intents.plan),
      markStored: wrap(intents.markStored, undefined, 'after the mark'),
    },
    events: {
      ...events,
      insert: wrap(events.insert, 'before the insert', 'after the insert'),
      insertMerges: wrap(events.insertMerges, undefined, 'after the merges'),
    },
  };
}

/** Ten devices that are not known to be anybody's. */
const devices = (scene: PipelineScene) =>
  Array.from({ length: 10 }, (_, n) => onDevice(scene.event({ userId: undefined }), n * 7));
const onDevice = (event: AcceptedEvent, n: number): AcceptedEvent => ({
  ...event,
  anonymousId: `device-${n}`,
});

/** Which half of the events is being stored, and in which of its batches the process dies. Merges end early. */
const nthBatches = (point: Point): [number, number][] =>
  point === 'after the merges'
    ? [[0, 1]]
    : [
        [0, 1],
        [1, 2],
      ];

describe.each(kinds)('the pipeline on a log in %s', (kind) => {
  let world: PipelineWorld;
  let scene: PipelineScene;

  beforeAll(async () => {
    world = await PipelineWorld.create(kind);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    scene = await world.scene();
  });
  afterEach(() => scene.stopAll());

  async function expectExactly(events: AcceptedEvent[]): Promise<void> {
    expect(await scene.storedIds()).toEqual(ids(events));
    const { rollup, raw } = await scene.rollupAndRaw();
    expect(rollup).toEqual(raw);
  }

  it('stores what was appended before and after it started, once', async () => {
    const events = scene.events(3000);
    await scene.append(events.slice(0, 2000));
    await scene.start();
    await scene.append(events.slice(2000));
    await scene.settled();
    await expectExactly(events);
  });

  it('makes an event visible within a second', async () => {
    await scene.append(scene.events(1));
    await scene.start();
    await scene.settled();
    const taken: number[] = [];
    for (let count = 2; count <= 6; count++) {
      const since = performance.now();
      await scene.append(scene.events(1));
      while ((await scene.storedIds()).length < count) await pause(10);
      taken.push(performance.now() - since);
    }
    // The others may have waited for what else the machine does.
    expect(Math.min(...taken)).toBeLessThan(1000);
  });

  it('drops copies: in a batch, of an earlier batch, and of what an earlier process stored', async () => {
    const events = scene.events(300);
    const first = await scene.start();
    await scene.append([...events.slice(0, 100), ...events.slice(50, 100)]);
    await scene.settled();
    await scene.append(events.slice(0, 200));
    await scene.settled();
    await scene.stop(first);
    await scene.start();
    await scene.append(events);
    await scene.settled();
    await expectExactly(events);
  });

  it('keeps one of two events with the same id on different partitions', async () => {
    const messageId = 'the-same';
    const copies = Array.from({ length: 40 }, (_, n) => scene.event({ messageId, userId: `u${n}` }));
    await scene.append(copies);
    await scene.start();
    await scene.append(copies);
    await scene.settled();
    expect(await scene.storedIds()).toEqual([messageId]);
  });

  it('stores a live event while what came in bulk before it is being stored, and an id of both once', async () => {
    const [ports, bulk, live] = [scene.ports(), scene.events(400), scene.events(1)];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { insert } = ports.events;
    ports.events.insert = async (rows, token) => {
      if (rows.some(({ log_partition }) => log_partition >= FIRST_BULK_PARTITION)) await held;
      return insert(rows, token);
    };
    await scene.append(bulk, 'bulk');
    await scene.start(ports);
    await scene.append(live);
    await until(async () => (await scene.storedIds()).length === 1);
    await scene.append([bulk[0]!, live[0]!]);
    release();
    await scene.append([live[0]!], 'bulk');
    await scene.settled();
    await expectExactly([...bulk, ...live]);
  });

  it.each(POINTS)('loses and doubles nothing when it is killed %s', async (point) => {
    const before = [...scene.events(50), ...devices(scene)];
    await scene.append(before);
    const healthy = await scene.start();
    await scene.settled();
    await scene.stop(healthy);
    const events = scene.events(900).map((event, n) => (n % 7 === 0 ? onDevice(event, n % 70) : event));
    const late = scene.event({ timestamp: '2020-01-01T00:00:00.000Z' });
    const halves = [events.slice(0, 450), events.slice(450)];
    for (const [half, nth] of nthBatches(point)) {
      const ports = dyingAt(point, scene.ports(), nth);
      const dying = await scene.start(ports, { maxRecords: 100 });
      await scene.append([...(halves[half] ?? []), late]);
      await ports.dead;
      await scene.stop(dying);
    }
    if (point === 'after the merges') await scene.append([...(halves[1] ?? []), late]);
    await scene.start(scene.ports(), { maxRecords: 70 });
    await scene.settled();
    await expectExactly([...before, ...events]);
    expect(await scene.deadLetters()).toEqual([
      ['late', scene.projectId],
      ['late', scene.projectId],
    ]);
    expect(await scene.ports().identities.unpublishedMerges()).toEqual([]);
  });

  it('changes nothing when the topic is replayed from its start', async () => {
    const events = scene.events(500);
    await scene.append([...events, scene.event({ timestamp: '2020-01-01T00:00:00.000Z' })]);
    const first = await scene.start();
    await scene.settled();
    const before = await scene.snapshot();
    await scene.stop(first);
    await world.log.rewind(scene.topic, scene.group);
    await scene.start();
    const more = scene.event();
    await scene.settled();
    expect(await scene.snapshot()).toEqual(before);
    await scene.append([more, events[3]!]);
    await scene.settled();
    await expectExactly([...events, more]);
  });

  it('stores each event once while two processes take turns at the partitions', async () => {
    const events = scene.events(2000);
    const first = await scene.start(scene.ports(), { maxRecords: 50 });
    await scene.append(events.slice(0, 700));
    const second = await scene.start(scene.ports(), { maxRecords: 70 });
    await scene.append(events.slice(500, 1400));
    await scene.stop(first);
    await scene.append(events.slice(1300));
    await scene.start(scene.ports(), { maxRecords: 90 });
    await scene.stop(second);
    await scene.settled();
    await expectExactly(events);
  });

  it('gives the history of a device to the person, in ClickHouse too', async () => {
    const visits = [1, 2, 3].map(() => scene.event({ userId: undefined, anonymousId: 'device' }));
    const known = scene.event({ userId: 'ada' });
    await scene.append([...visits, known]);
    await scene.start();
    await scene.settled();
    expect(await countPeople()).toBe(2);
    await scene.append([
      scene.event({ type: 'identify', event: '$identify', userId: 'ada', anonymousId: 'device' }),
    ]);
    await scene.settled();
    expect(await countPeople()).toBe(1);
  });

  async function countPeople(): Promise<number | undefined> {
    const rows = await scene.query<{ people: number }>(
      `SELECT toUInt32(uniqExact(if(o.into_person_id = 0, e.person_id, o.into_person_id))) AS people
       FROM events AS e LEFT JOIN (SELECT * FROM person_overrides FINAL) AS o
         ON o.project_id = e.project_id AND o.from_person_id = e.person_id
       WHERE e.project_id = {project:UInt32}`,
    );
    return rows[0]?.people;
  }

  it('keeps the good events beside bad ones, which become dead letters with reasons', async () => {
    const good = scene.events(5);
    const hostile = scene.event({
      userId: "a'; DROP TABLE events; --\u0000",
      event: '<script>\ud800',
      properties: { 'a.b': 1, a: { b: 2, '': [null, { '\ud800': '\u0000' }] }, big: 1e300, ['__proto__']: 1 },
    });
    await scene.append(good);
    await scene.appendRaw([
      { key: 'x', value: Buffer.from(JSON.stringify(hostile)) },
      { key: 'x', value: Buffer.from('not JSON') },
      { key: 'x', value: Buffer.from([0xff, 0x00, 0xfe]) },
      { key: 'x', value: Buffer.from('[]') },
      { key: 'x', value: Buffer.from(JSON.stringify(scene.event({ projectId: 2_000_000_000 }))) },
      { key: 'x', value: Buffer.from(JSON.stringify(scene.event({ projectId: 2 ** 45 }))) },
      {
        key: 'x',
        value: Buffer.from(JSON.stringify({ ...scene.event(), projectId: 1_999_999_999, event: '' })),
      },
      { key: 'x', value: Buffer.from(JSON.stringify(scene.event({ userId: undefined }))) },
      {
        key: 'x',
        value: Buffer.from(JSON.stringify(scene.event({ timestamp: '2022-01-01T00:00:00.000Z' }))),
      },
    ]);
    await scene.start();
    await scene.settled();
    await expectExactly([...good, hostile]);
    expect((await scene.deadLetters()).map(([reason]) => reason).sort()).toEqual([
      'late',
      'malformed',
      'malformed',
      'malformed',
      'malformed',
      'no_identity',
      'unknown_project',
      'unknown_project',
    ]);
    expect(scene.lines).toEqual([]);
  });

  it('makes a dead letter of a row that the store refuses for good, and stores the others', async () => {
    const scene = await world.scene();
    const events = scene.events(20);
    const bad = events[7]!.messageId;
    const ports = scene.ports();
    const { insert, findRefused } = ports.events;
    const spoilt = (rows: Parameters<typeof insert>[0]) =>
      rows.map((row) => (row.event_id === bad ? { ...row, timestamp: 'no time at all' } : row));
    ports.events = {
      ...ports.events,
      insert: (rows, token) => insert(spoilt(rows), token),
      findRefused: (rows) => findRefused(spoilt(rows)),
    };
    await scene.append(events);
    await scene.start(ports);
    await scene.settled();
    expect(await scene.storedIds()).toEqual(ids(events.filter(({ messageId }) => messageId !== bad)));
    expect(await scene.deadLetters()).toEqual([['unstorable', scene.projectId]]);
  });

  it('reads another log under the same name from its start, and the first one on from where it was', async () => {
    const scene = await world.scene(1);
    const first = scene.events(30);
    await scene.append(first);
    const pipeline = await scene.start();
    await scene.settled();
    await scene.stop(pipeline);

    const other = new OtherLog(world.log, `${scene.topic}.other`);
    await other.ensureTopic(scene.topic, 1);
    const second = scene.events(10);
    await other.append(
      scene.topic,
      second.map((event) => ({ key: 'k', value: Buffer.from(JSON.stringify(event)) })),
    );
    const onOther = await scene.start(scene.ports(), { log: other });
    await until(async () => (await scene.storedIds()).length === 40);
    await scene.stop(onOther);
    expect(scene.lines.join()).toContain('another log than the one');

    const third = scene.events(5);
    await scene.append(third);
    await scene.start();
    await scene.settled();
    expect(await scene.storedIds()).toEqual(ids([...first, ...second, ...third]));
  });

  it('reads a topic that was made anew while it runs, and drops copies of what it stored from the old one', async () => {
    const scene = await world.scene(1);
    const first = scene.events(30);
    const letter = { key: 'x', value: Buffer.from('not JSON') };
    await scene.append(first);
    await scene.appendRaw([letter]);
    await scene.start();
    await scene.settled();
    await scene.makeTopicAnew(1);
    const second = scene.events(40);
    await until(() =>
      scene.appendRaw([letter]).then(
        () => true,
        () => false,
      ),
    );
    // While it holds less than the old one did, so that its end tells.
    await until(async () => scene.lines.join().includes('made anew'));
    // Some are sent again, at lower offsets than before.
    await scene.append([...first.slice(20), ...second]);
    await scene.settled();
    expect(await scene.storedIds()).toEqual(ids([...first, ...second]));
    expect(scene.lines.join()).toContain('made anew');
    expect(await scene.deadLetters()).toEqual([['malformed', null]]);
    const letters = await world.database.dataSource.getRepository(DeadLetterEntity).find();
    expect(letters.filter(({ topic }) => topic.startsWith(`${scene.topic}@before `))).toHaveLength(1);
  });

  it('reads one from its start that grew past its old end before anybody read it', async () => {
    const scene = await world.scene(1);
    const first = scene.events(10);
    await scene.append(first);
    const pipeline = await scene.start();
    await scene.settled();
    await scene.stop(pipeline);
    await scene.makeTopicAnew(1);
    const second = scene.events(30);
    await until(() => scene.append([...second.slice(0, 15), first[0]!, ...second.slice(15)]).then(yes, no));
    await scene.startFrom(10n);
    await scene.settled();
    expect(await scene.storedIds()).toEqual(ids([...first, ...second]));
    expect(scene.lines.filter((line) => line.includes('made anew'))).toHaveLength(1);
  });

  it('tells an import that waits of a topic that was made anew, and lets it begin again', async () => {
    const scene = await world.scene(1);
    await scene.stop(await scene.start());
    const appender = new ImportAppender(world.log, new BatchIntents(world.database.dataSource));
    Object.assign(appender, { topic: scene.topic, group: scene.group });
    const { signal } = new AbortController();
    const events = scene.events(20);
    const records = events.map((event) => ({ key: 'k', value: Buffer.from(JSON.stringify(event)) }));
    const append = async () => {
      const since = await appender.logSince(signal);
      const ends = await appender.append(records, signal);
      return appender.waitUntilStored(
        Object.fromEntries(ends.map(({ partition, lastOffset }) => [partition, String(lastOffset)])),
        since,
        signal,
      );
    };
    const first = append();
    first.catch(() => undefined);
    await until(async () =>
      (await world.log.progress(scene.topic, scene.group)).some(({ end }) => end === 20n),
    );
    await scene.makeTopicAnew(1);
    await expect(first).rejects.toThrow(LogMadeAnew);
    await scene.start();
    await append();
    expect(await scene.storedIds()).toEqual(ids(events));
  }, 60_000);

  it('takes an import that spans more months than one insert usually may', async () => {
    const months = Array.from({ length: 180 }, (_, n) => new Date(Date.UTC(2008, n, 15)).toISOString());
    const events = months.map((timestamp) => scene.event({ timestamp, source: 'import', userId: 'u' }));
    await scene.append(events);
    await scene.start();
    await scene.settled();
    await expectExactly(events);
  });

  it('counts a batch of which nothing was kept as stored', async () => {
    await scene.appendRaw([{ key: 'x', value: Buffer.from('nothing') }]);
    await scene.start();
    await scene.settled();
    expect(await scene.storedIds()).toEqual([]);
  });

  it('waits for an engine that is away, says so once, and loses nothing', async () => {
    const events = scene.events(200);
    const ports = scene.ports();
    const { insert } = ports.events;
    let away = true;
    ports.events.insert = (rows, token) => {
      if (away)
        return Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
      return insert(rows, token);
    };
    await scene.start(ports);
    await scene.append(events.slice(0, 100));
    await pause(1500);
    await scene.append(events.slice(100));
    await pause(1500);
    away = false;
    await scene.settled();
    await expectExactly(events);
    const said = scene.lines.map((line) => line.split(' ')[0]);
    expect(said.filter((level) => level === 'warn').length).toBeLessThanOrEqual(2);
    expect(said.filter((level) => level === 'error')).toEqual([]);
  });
});
