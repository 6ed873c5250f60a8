import { BatchIntents, createDataSource, IngestBatchEntity } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from './support/postgres-database.js';
import { runs } from '../support/runs.js';

let database: TestDatabase;
let intents: BatchIntents;

beforeAll(async () => {
  database = await createTestDatabase();
  intents = new BatchIntents(database.dataSource);
});
afterAll(() => database.drop());

/** A topic of its own for each test. */
const newTopic = (): string => `events-${randomUUID()}`;

describe('BatchIntents', () => {
  it('remembers the range planned first, whatever is asked later', async () => {
    const topic = newTopic();
    expect(await intents.openIntent(topic, 0, 5n)).toBeNull();
    expect(await intents.plan(topic, 0, 5n, 9n)).toEqual({ first: 5n, last: 9n });
    expect(await intents.plan(topic, 0, 5n, 20n)).toEqual({ first: 5n, last: 9n });
    expect(await intents.openIntent(topic, 0, 5n)).toEqual({ first: 5n, last: 9n });
    expect(await intents.openIntent(topic, 1, 5n)).toBeNull();
  });

  it('still hands out a stored range, whose offset may not have been committed', async () => {
    const topic = newTopic();
    await intents.plan(topic, 0, 0n, 3n);
    await intents.markStored(topic, 0, 0n, null);
    expect(await intents.openIntent(topic, 0, 0n)).toEqual({ first: 0n, last: 3n });
  });

  it('puts the places of another log aside, and finds those of a log that comes back', async () => {
    const topic = newTopic();
    expect(await intents.adoptLog(topic, 'kafka:a')).toBeNull();
    await intents.plan(topic, 0, 0n, 9n);
    await intents.markStored(topic, 0, 0n, null);
    expect(await intents.adoptLog(topic, 'kafka:a')).toBeNull();
    expect(await intents.storedUpTo(topic)).toEqual(new Map([[0, 10n]]));

    expect(await intents.adoptLog(topic, 'kafka:b')).toBe('kafka:a');
    expect(await intents.storedUpTo(topic)).toEqual(new Map());
    expect(await intents.plan(topic, 0, 0n, 3n)).toEqual({ first: 0n, last: 3n });

    expect(await intents.adoptLog(topic, 'kafka:a')).toBe('kafka:b');
    expect(await intents.storedUpTo(topic)).toEqual(new Map([[0, 10n]]));
  });

  it('lets two processes adopt the same log at once', async () => {
    const topic = newTopic();
    await intents.adoptLog(topic, 'kafka:a');
    const answers = await Promise.all(Array.from({ length: 4 }, () => intents.adoptLog(topic, 'kafka:b')));
    expect(answers.filter((other) => other !== null)).toEqual(['kafka:a']);
  });

  it('never plans over a recorded range', async () => {
    const topic = newTopic();
    await intents.plan(topic, 0, 10n, 19n);
    expect(await intents.plan(topic, 0, 4n, 15n)).toEqual({ first: 4n, last: 9n });
  });

  it('gives two processes the same range', async () => {
    const topic = newTopic();
    const other = await createDataSource(database.url).initialize();
    const zombie = new BatchIntents(other);
    const plans = await Promise.all([
      intents.plan(topic, 0, 0n, 5n),
      zombie.plan(topic, 0, 0n, 8n),
      intents.plan(topic, 0, 0n, 2n),
    ]);
    await other.destroy();
    expect(new Set(plans.map(({ first, last }) => `${first}-${last}`)).size).toBe(1);
  });

  it('says how far each partition is stored', async () => {
    const topic = newTopic();
    for (const first of [0n, 10n, 20n]) await intents.plan(topic, 0, first, first + 9n);
    await intents.plan(topic, 3, 9_007_199_254_740_993n, 9_007_199_254_740_995n);
    await intents.markStored(topic, 0, 0n, null);
    await intents.markStored(topic, 0, 10n, null);
    expect(await intents.storedUpTo(topic)).toEqual(new Map([[0, 20n]]));
    await intents.markStored(topic, 3, 9_007_199_254_740_993n, null);
    expect((await intents.storedUpTo(topic)).get(3)).toBe(9_007_199_254_740_996n);
  });

  it('knows by when all had come up to the oldest stored range, whatever the clocks said of later ones', async () => {
    const topic = newTopic();
    for (const first of [0n, 10n, 20n]) await intents.plan(topic, 0, first, first + 9n);
    expect(await intents.checkpoint(topic, 0)).toBeNull();
    await intents.markStored(topic, 0, 0n, 2_000);
    await intents.markStored(topic, 0, 10n, 1_000);
    expect(await intents.checkpoint(topic, 0)).toEqual({ offset: 9n, time: 2_000 });
    await database.dataSource.getRepository(IngestBatchEntity).delete({ topic, firstOffset: '0' });
    await intents.markStored(topic, 0, 20n, null);
    expect(await intents.checkpoint(topic, 0)).toEqual({ offset: 19n, time: 2_000 });
  });

  it('takes records of a range that a version stored which noted no time for ones that may have come until now', async () => {
    const topic = newTopic();
    for (const first of [0n, 10n]) await intents.plan(topic, 0, first, first + 9n);
    const ranges = database.dataSource.getRepository(IngestBatchEntity);
    await ranges.update({ topic, firstOffset: '0' }, { storedAt: new Date() });
    await intents.markStored(topic, 0, 10n, 1_000);
    const known = await intents.checkpoint(topic, 0);
    expect(known).toEqual({ offset: 19n, time: expect.any(Number) });
    // A clock that is ahead by less than an hour has nothing later.
    expect(known!.time - Date.now()).toBeGreaterThan(59 * 60_000);
    expect(known!.time - Date.now()).toBeLessThan(61 * 60_000);
  });

  it('forgets old stored ranges, but never the last one nor one that is open', async () => {
    const topic = newTopic();
    for (const first of [0n, 10n, 20n, 30n]) await intents.plan(topic, 0, first, first + 9n);
    for (const first of [0n, 10n, 20n]) await intents.markStored(topic, 0, first, null);
    await database.dataSource.query(`UPDATE ingest_batches SET stored_at = stored_at - interval '1 day'`);
    const before = await intents.storedUpTo(topic);
    await intents.prune();
    const left = await database.dataSource.getRepository(IngestBatchEntity).findBy({ topic });
    expect(left.map(({ firstOffset }) => firstOffset).sort()).toEqual(['20', '30']);
    expect(await intents.storedUpTo(topic)).toEqual(before);
  });

  it('covers a partition without gap or overlap, wherever the process dies', async () => {
    const step = fc.record({
      size: fc.integer({ min: 1, max: 9 }),
      dies: fc.constantFrom('no', 'planned', 'stored'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const topic = newTopic();
        let committed = 0n;
        for (const { size, dies } of steps) {
          const open = await intents.openIntent(topic, 0, committed);
          const range = open ?? (await intents.plan(topic, 0, committed, committed + BigInt(size) - 1n));
          if (dies === 'planned') continue;
          await intents.markStored(topic, 0, range.first, null);
          if (dies === 'no') committed = range.last + 1n;
        }
        const ranges = await database.dataSource.getRepository(IngestBatchEntity).findBy({ topic });
        ranges.sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
        let next = 0n;
        for (const { firstOffset, lastOffset } of ranges) {
          expect(BigInt(firstOffset)).toBe(next);
          next = BigInt(lastOffset) + 1n;
        }
      }),
      runs({ quick: 8, deep: 20 }),
    );
  });
});
