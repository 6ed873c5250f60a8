import {
  type EventLog,
  EventLogUnavailable,
  type LogBatch,
  type LogConsumer,
  createKafkaEventLog,
  createPostgresEventLog,
  FIRST_BULK_PARTITION,
  type Lane,
  withBulkLane,
} from '@groundswell/event-log';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

const brokers = process.env.TEST_KAFKA_BROKERS?.split(',');
const connectionString = process.env.TEST_DATABASE_URL ?? '';

interface Adapter {
  available: boolean;
  open(): EventLog;
  /** As somebody does by hand: away with the topic and all that is known of it. */
  deleteTopic(topic: string): Promise<void>;
  /** A log that nobody serves. */
  openNowhere(): EventLog;
}

const adapters: [string, Adapter][] = [
  [
    'Kafka',
    {
      available: Boolean(brokers),
      open: () => createKafkaEventLog({ brokers: brokers ?? [] }),
      deleteTopic: deleteFromKafka,
      openNowhere: () => createKafkaEventLog({ brokers: ['127.0.0.1:1'] }),
    },
  ],
  [
    'PostgreSQL',
    {
      available: true,
      open: () => createPostgresEventLog({ connectionString }),
      deleteTopic: deleteFromPostgres,
      openNowhere: () => createPostgresEventLog({ connectionString: 'postgres://127.0.0.1:1/none' }),
    },
  ],
];

const record = (key: string, value: string) => ({ key, value: Buffer.from(value) });
const after = (batch: LogBatch) => ({ nextOffset: (batch.records.at(-1)?.offset ?? 0n) + 1n });
const values = (batches: LogBatch[]) =>
  batches.flatMap(({ records }) => records.map(({ value }) => value.toString()));

async function deleteFromKafka(topic: string): Promise<void> {
  const admin = new Kafka({ brokers: brokers ?? [], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await until(async () => !(await admin.listTopics()).includes(topic));
  await admin.disconnect();
}

async function deleteFromPostgres(topic: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  for (const table of ['records', 'partitions']) {
    await client.query(`DELETE FROM event_log.${table} WHERE topic = $1`, [topic]);
  }
  await client.end();
}

const works = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

/** Whether the log took the records: it may be away for a moment. */
const appended = (append: Promise<unknown>): Promise<boolean> =>
  append.then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(EventLogUnavailable);
      return false;
    },
  );

async function until(holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('did not come about in time');
    await sleep(20);
  }
}

/** The one contract that both logs keep. */
describe.each(adapters)('event log on %s', (name, { available, open, openNowhere, deleteTopic }) => {
  if (!available && process.env.CI === 'true') {
    it('has its engine', () => expect(available).toBe(true));
    return;
  }
  if (!available) {
    console.log(
      `Skipped: event log on ${name}, as no broker could be started (Java 17 and Maven are needed).`,
    );
    it.skip('needs a broker', () => undefined);
    return;
  }
  const logs: EventLog[] = [];
  const consumers: LogConsumer[] = [];

  const openLog = () => {
    const log = open();
    logs.push(log);
    return log;
  };

  async function topicOn(log: EventLog, partitions: number): Promise<string> {
    const topic = `contract-${randomUUID()}`;
    await log.ensureTopic(topic, partitions);
    await log.ensureTopic(topic, partitions);
    return topic;
  }

  /** Reads into `seen`, committing all of each batch. */
  async function read(log: EventLog, topic: string, group: string, seen: LogBatch[]): Promise<LogConsumer> {
    const consumer = await log.consume({
      topic,
      group,
      onBatch: async (batch) => {
        seen.push(batch);
        return after(batch);
      },
    });
    consumers.push(consumer);
    return consumer;
  }

  afterEach(async () => {
    for (const consumer of consumers.splice(0)) await consumer.stop();
    for (const log of logs.splice(0)) await log.close();
  });

  it('keeps the order of a key and hands back every byte', async () => {
    const log = openLog();
    const topic = await topicOn(log, 3);
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    for (let n = 0; n < 50; n++) await log.append(topic, [record('a', `a${n}`), record(`k${n}`, `${n}`)]);
    await log.append(topic, [{ key: 'bytes', value: bytes }]);
    const seen: LogBatch[] = [];
    await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 101);
    const ofA = seen.flatMap(({ records }) => records).filter(({ key }) => key === 'a');
    expect(ofA.map(({ value }) => value.toString())).toEqual(Array.from({ length: 50 }, (_, n) => `a${n}`));
    const raw = seen.flatMap(({ records }) => records).find(({ key }) => key === 'bytes');
    expect(raw?.value.equals(bytes)).toBe(true);
  });

  it('says where appended records ended, offsets dense within a partition', async () => {
    const log = openLog();
    const topic = await topicOn(log, 2);
    const all = Array.from({ length: 40 }, (_, n) => record(`k${n}`, `${n}`));
    const ends = new Map<number, bigint>();
    for (const end of await log.append(topic, all)) ends.set(end.partition, end.lastOffset);
    expect([...ends.values()].reduce((sum, last) => sum + last + 1n, 0n)).toBe(40n);
    const progress = await log.progress(topic, 'nobody');
    expect(progress.map(({ partition, end }) => [partition, end])).toEqual(
      [0, 1].map((partition) => [partition, (ends.get(partition) ?? -1n) + 1n]),
    );
  });

  it('has a lane for what may wait: nothing waits behind it, and it is read, counted and rewound with the rest', async () => {
    const log = withBulkLane(openLog());
    const topic = await topicOn(log, 1);
    const bulk = await log.append(topic, [record('a', 'bulk 1'), record('b', 'bulk 2')], 'bulk');
    expect(bulk).toEqual([{ partition: FIRST_BULK_PARTITION, lastOffset: 1n }]);
    const seen: LogBatch[] = [];
    const failed = new Set<Lane>();
    let failures = 1;
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const consumer = await log.consume({
      topic,
      group: 'g',
      onError: (_, lane = 'live') => failed.add(lane),
      onBatch: async (batch) => {
        const isBulk = batch.partition === FIRST_BULK_PARTITION;
        if (isBulk && failures-- > 0) throw new Error('not now');
        seen.push(batch);
        if (isBulk) await held;
        return after(batch);
      },
    });
    await until(() => values(seen).includes('bulk 2'));
    expect(await log.append(topic, [record('a', 'live')])).toEqual([{ partition: 0, lastOffset: 0n }]);
    await until(() => values(seen).includes('live'));
    release();
    await consumer.stop();
    expect([...failed]).toEqual(['bulk']);
    expect(new Set(seen.map((batch) => batch.topic))).toEqual(new Set([topic]));
    const places = (committed: [bigint, bigint]) => [
      { partition: 0, committed: committed[0], end: 1n },
      { partition: FIRST_BULK_PARTITION, committed: committed[1], end: 2n },
    ];
    expect(await log.progress(topic, 'g')).toEqual(places([1n, 2n]));
    await log.rewind(topic, 'g');
    expect(await log.progress(topic, 'g')).toEqual(places([0n, 0n]));
  });

  it('keeps records and offsets over a restart of the client', async () => {
    const first = openLog();
    const topic = await topicOn(first, 1);
    await first.append(topic, [record('a', '1'), record('a', '2')]);
    const seen: LogBatch[] = [];
    const consumer = await read(first, topic, 'g', seen);
    await until(() => values(seen).length === 2);
    await until(() => seen.length > 0);
    await consumer.stop();
    consumers.splice(0);
    await first.close();
    logs.splice(0);

    const second = openLog();
    await second.append(topic, [record('a', '3')]);
    const again: LogBatch[] = [];
    await read(second, topic, 'g', again);
    await until(() => values(again).length >= 1);
    expect(values(again)).toEqual(['3']);
  });

  it('reads a batch again after the handler threw', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    await log.append(topic, [record('a', '1'), record('a', '2')]);
    const errors: unknown[] = [];
    const seen: string[] = [];
    let failures = 2;
    consumers.push(
      await log.consume({
        topic,
        group: 'g',
        onError: (error) => errors.push(error),
        onBatch: async (batch) => {
          if (failures-- > 0) throw new Error('not now');
          seen.push(...values([batch]));
          return after(batch);
        },
      }),
    );
    await until(() => seen.length === 2);
    expect(seen).toEqual(['1', '2']);
    expect(errors.length).toBeGreaterThanOrEqual(2);
    // What a batch has done is committed after it, and before the end of its reader.
    await consumers.pop()?.stop();
    expect(await log.progress(topic, 'g')).toEqual([{ partition: 0, committed: 2n, end: 2n }]);
  });

  it('commits nothing while records are held, and reads held records again after a restart', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    const held: string[] = [];
    const holding = await log.consume({
      topic,
      group: 'g',
      onBatch: async (batch) => {
        held.push(...values([batch]));
        return null;
      },
    });
    await log.append(topic, [record('a', '1')]);
    await until(() => held.length === 1);
    await log.append(topic, [record('a', '2')]);
    await until(() => held.length === 2);
    await holding.stop();
    expect((await log.progress(topic, 'g'))[0]?.committed).toBe(0n);
    const seen: LogBatch[] = [];
    await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 2);
    expect(values(seen)).toEqual(['1', '2']);
  });

  it('shares partitions among two consumers, which together see everything', async () => {
    const log = openLog();
    const other = openLog();
    const topic = await topicOn(log, 4);
    const seen: LogBatch[][] = [[], []];
    const owned: number[][] = [[], []];
    for (const [index, on] of [log, other].entries()) {
      consumers.push(
        await on.consume({
          topic,
          group: 'g',
          onAssigned: (_topic, partitions) => {
            owned[index] = partitions;
          },
          onBatch: async (batch) => {
            seen[index]?.push(batch);
            return after(batch);
          },
        }),
      );
    }
    await until(() => (owned[1]?.length ?? 0) > 0);
    await sleep(3_000);
    const sent = Array.from({ length: 400 }, (_, n) => `${n}`);
    await log.append(
      topic,
      sent.map((value) => record(`key ${value}`, value)),
    );
    await until(() => new Set(seen.flatMap(values)).size === 400);
    expect(seen.every((batches) => batches.length > 0)).toBe(true);
  }, 60_000);

  it('has the same identity by whichever connection it is asked', async () => {
    const [one, other] = [await openLog().identity(), await openLog().identity()];
    expect(one).toMatch(/^(kafka:.{10,}|postgres)$/);
    expect(other).toBe(one);
    await expect(openNowhere().identity()).rejects.toThrow();
  });

  it('reads the whole topic again after a rewind', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    await log.append(topic, [record('a', '1'), record('a', '2')]);
    const seen: LogBatch[] = [];
    const consumer = await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 2);
    await consumer.stop();
    consumers.splice(0);
    await log.rewind(topic, 'g');
    await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 4);
    expect(values(seen)).toEqual(['1', '2', '1', '2']);
  });

  it('has made a topic once it says so: everybody can write to it', async () => {
    const [one, other] = [openLog(), openLog()];
    for (let n = 0; n < 5; n++) {
      const topic = `contract-${randomUUID()}`;
      await one.ensureTopic(topic, 4);
      await Promise.all([one, other].map((log) => log.append(topic, [record('a', '1')])));
      const ends = (await one.progress(topic, 'nobody')).map(({ end }) => Number(end));
      expect([ends.length, ends.reduce((sum, end) => sum + end)]).toEqual([4, 2]);
    }
  });

  it('does once a place is committed what waits for that, and reads again from there where it fails', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    const seen: string[] = [];
    const places: (bigint | undefined)[] = [];
    const goBack = {
      nextOffset: 1n,
      anew: true as const,
      afterCommit: async () => {
        places.push((await log.progress(topic, 'g'))[0]?.committed);
        if (places.length === 1) throw new Error('not now');
      },
    };
    const onBatch = async (batch: LogBatch) => {
      seen.push(...values([batch]));
      return seen.includes('3') && places.length < 2 ? goBack : after(batch);
    };
    consumers.push(await log.consume({ topic, group: 'g', onBatch }));
    await log.append(
      topic,
      ['1', '2', '3'].map((value) => record('a', value)),
    );
    await until(async () => (await log.progress(topic, 'g'))[0]?.committed === 3n);
    expect(places).toEqual([1n, 1n]);
    expect(seen.join('')).toBe('1232323');
  });

  it('says of a topic that was made anew that it is another, and reads it from its start', async () => {
    const log = withBulkLane(openLog());
    const topic = await topicOn(log, 1);
    const seen: string[] = [];
    const anew: number[] = [];
    let failures = 1;
    const consumer = await log.consume({
      topic,
      group: 'g',
      onAnew: async (of, partition) => {
        expect(of).toBe(topic);
        if (failures-- > 0) throw new Error('not now');
        expect((await log.progress(topic, 'g'))[1]?.committed).toBe(0n);
        anew.push(partition);
      },
      onBatch: async (batch) => {
        seen.push(...values([batch]));
        return after(batch);
      },
    });
    consumers.push(consumer);
    await log.append(topic, [record('a', '1'), record('a', '2'), record('a', '3')], 'bulk');
    await until(() => seen.length === 3);
    await until(async () => (await log.progress(topic, 'g'))[1]?.committed === 3n);
    for (const lane of [topic, `${topic}.bulk`]) await deleteTopic(lane);
    // The broker's word on a topic lags behind for a moment.
    await until(() => works(log.ensureTopic(topic, 1)));
    await until(() => appended(log.append(topic, [record('a', '4')], 'bulk')));
    await until(() => seen.includes('4'));
    expect([anew, seen]).toEqual([[FIRST_BULK_PARTITION], ['1', '2', '3', '4']]);
    await log.append(topic, [record('a', '5'), record('a', '6')], 'bulk');
    await until(() => seen.length === 6);
    expect(anew).toHaveLength(1);
  }, 60_000);

  it('acknowledges nothing for partitions that a topic made anew does not have any more', async () => {
    const log = openLog();
    const topic = await topicOn(log, 4);
    const many = Array.from({ length: 40 }, (_, n) => record(`k${n}`, `${n}`));
    await log.append(topic, many);
    await deleteTopic(topic);
    const other = openLog();
    await until(() => works(other.ensureTopic(topic, 1)));
    await until(() => appended(log.append(topic, many)));
    const ends = await log.append(topic, many);
    const progress = await log.progress(topic, 'nobody');
    expect(progress.map(({ partition }) => partition)).toEqual([0]);
    expect(ends).toEqual([{ partition: 0, lastOffset: progress[0]!.end - 1n }]);
    expect(progress[0]!.end).toBeGreaterThanOrEqual(80n);
  }, 60_000);

  it('says that it reads again after a failure', async () => {
    const log = withBulkLane(openLog());
    const topic = `late-${randomUUID()}`;
    const said: string[] = [];
    consumers.push(
      await log.consume({
        topic,
        group: 'g',
        onError: (_, lane = 'live') => said.push(`${lane} failed`),
        onReading: (lane = 'live') => said.push(`${lane} reads`),
        onBatch: async (batch) => {
          if (!said.includes('live failed')) throw new Error('not now');
          return after(batch);
        },
      }),
    );
    await log.ensureTopic(topic, 1);
    await log.append(topic, [record('a', '1')]);
    await until(() => said.includes('live failed'));
    await until(async () => (await log.progress(topic, 'g'))[0]?.committed === 1n);
    await until(() => said.includes('live reads'));
  });

  it('does not rewind a group that somebody reads in, who would go on from where it is', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    await log.append(topic, [record('a', '1')]);
    const seen: LogBatch[] = [];
    const consumer = await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 1);
    await expect(log.rewind(topic, 'g')).rejects.toThrow(/running/);
    await consumer.stop();
    consumers.splice(0);
    await log.rewind(topic, 'g');
  });

  it('takes many small appends at once and gives them back in few batches', async () => {
    const log = openLog();
    const topic = await topicOn(log, 2);
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => log.append(topic, [record(`k${n}`, `${n}`)])));
    const seen: LogBatch[] = [];
    await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 10_000);
    expect(new Set(values(seen)).size).toBe(10_000);
    expect(seen.length).toBeLessThan(200);
  });

  it('hands a lone record over in well under a second once it reads', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    const seen: LogBatch[] = [];
    await read(log, topic, 'g', seen);
    await log.append(topic, [record('a', 'first')]);
    await until(() => values(seen).length === 1);
    const latencies: number[] = [];
    for (let n = 2; n <= 6; n++) {
      const started = Date.now();
      await log.append(topic, [record('a', `${n}`)]);
      await until(() => values(seen).length === n);
      latencies.push(Date.now() - started);
    }
    expect(Math.min(...latencies)).toBeLessThan(1_000);
  });

  it('bears keys of any characters', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    const keys = ["1:' OR 1=1 --", '1:\u0000', '1:🐘', '1:张伟', ''];
    await log.append(
      topic,
      keys.map((key) => record(key, 'x')),
    );
    const seen: LogBatch[] = [];
    await read(log, topic, 'g', seen);
    await until(() => values(seen).length === keys.length);
    expect(seen.flatMap(({ records }) => records.map(({ key }) => key))).toEqual(keys);
  });

  it('takes an append that is larger than one request', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    const large = Buffer.alloc(30_000);
    const sent = Array.from({ length: 200 }, (_, n) => ({ key: 'k', value: Buffer.from(`${n} ${large}`) }));
    expect(await log.append(topic, sent)).toEqual([{ partition: 0, lastOffset: 199n }]);
    const seen: LogBatch[] = [];
    await read(log, topic, 'g', seen);
    await until(() => values(seen).length === 200);
    expect(values(seen).map((value) => parseInt(value))).toEqual(sent.map((_, n) => n));
  });

  it('ends only after the batch in hand is done and committed', async () => {
    const log = openLog();
    const topic = await topicOn(log, 1);
    await log.append(topic, [record('a', '1')]);
    const steps: string[] = [];
    const consumer = await log.consume({
      topic,
      group: 'g',
      onBatch: async (batch) => {
        steps.push('began');
        await sleep(700);
        steps.push('done');
        return after(batch);
      },
    });
    await until(() => steps.length > 0);
    await consumer.stop();
    steps.push('stopped');
    expect(steps).toEqual(['began', 'done', 'stopped']);
    expect((await log.progress(topic, 'g'))[0]?.committed).toBe(1n);
  });

  it('has one batch of a partition in hand at a time, also while members come and go', async () => {
    const log = openLog();
    const topic = await topicOn(log, 2);
    const inHand = new Map<number, number>();
    let overlaps = 0;
    const seen = new Set<string>();
    const join = async () => {
      const consumer = await log.consume({
        topic,
        group: 'g',
        onBatch: async (batch) => {
          const count = (inHand.get(batch.partition) ?? 0) + 1;
          inHand.set(batch.partition, count);
          if (count > 1) overlaps++;
          await sleep(50);
          for (const value of values([batch])) seen.add(value);
          inHand.set(batch.partition, (inHand.get(batch.partition) ?? 1) - 1);
          return after(batch);
        },
      });
      consumers.push(consumer);
      return consumer;
    };
    const first = await join();
    const sending = (async () => {
      for (let n = 0; n < 120; n++) {
        await log.append(topic, [record(`${n}`, `${n}`)]);
        await sleep(50);
      }
    })();
    await sleep(1_500);
    await join();
    await sleep(3_000);
    await first.stop();
    await sending;
    await until(() => seen.size === 120);
    expect(overlaps).toBe(0);
  }, 60_000);

  it('refuses within seconds, all that wait alike, while nobody serves it', async () => {
    const log = openNowhere();
    logs.push(log);
    const started = Date.now();
    const appends = Array.from({ length: 2_000 }, (_, n) =>
      log.append('any', [record(`${n}`, 'x'.repeat(2_000))]),
    );
    const settled = await Promise.allSettled(appends);
    expect(Date.now() - started).toBeLessThan(10_000);
    for (const result of settled) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(EventLogUnavailable);
    }
    await expect(log.ping()).rejects.toThrow();
  });

  it('can be stopped while nobody serves it', async () => {
    const log = openNowhere();
    logs.push(log);
    const errors: unknown[] = [];
    const consumer = await log.consume({
      topic: 'any',
      group: 'g',
      onBatch: async () => null,
      onError: (error) => errors.push(error),
    });
    await sleep(300);
    const started = Date.now();
    await consumer.stop();
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('holds no connection once it is closed, though a reader was stopped while it still began', async () => {
    const connect = jest.spyOn(Socket.prototype, 'connect');
    const log = open();
    const topic = await topicOn(log, 1);
    const consumer = await log.consume({ topic, group: 'g', onBatch: async () => null });
    await consumer.stop();
    await log.close();
    const sockets = connect.mock.contexts as Socket[];
    connect.mockRestore();
    expect(sockets.length).toBeGreaterThan(0);
    await until(() => sockets.every(({ destroyed }) => destroyed));
  });

  it('refuses with EventLogUnavailable once it is closed', async () => {
    const log = open();
    await log.close();
    await expect(log.append('any', [record('a', '1')])).rejects.toBeInstanceOf(EventLogUnavailable);
  });
});

describe('event log on PostgreSQL', () => {
  it('goes on after its connections were cut, and loses nothing that it acknowledged', async () => {
    const log = createPostgresEventLog({ connectionString });
    const admin = new Client({ connectionString });
    await admin.connect();
    const topic = `cut-${randomUUID()}`;
    await log.ensureTopic(topic, 2);
    const seen = new Set<string>();
    await log.consume({
      topic,
      group: 'g',
      onBatch: async (batch) => {
        for (const value of values([batch])) seen.add(value);
        return after(batch);
      },
    });
    const acknowledged: string[] = [];
    for (let n = 0; n < 300; n++) {
      const cut = n % 20 === 10 && admin.query(CUT);
      const append = log.append(topic, [record(`${n}`, `${n}`)]);
      await append.then(
        () => acknowledged.push(`${n}`),
        (error) => expect(error).toBeInstanceOf(EventLogUnavailable),
      );
      await cut;
    }
    await until(() => acknowledged.every((value) => seen.has(value)));
    expect(acknowledged.length).toBeGreaterThan(250);
    await log.close();
    await admin.end();
  });
});

const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'groundswell-event-log'`;
