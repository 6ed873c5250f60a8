import { EVENTS_PARTITIONS, EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import { createEventLog, type EventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from './support/postgres-database.js';

const CLI = join(__dirname, '..', '..', 'apps/cli/bin/groundswell.cjs');
let database: TestDatabase;
let log: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  log = createEventLog({ connectionString: database.url });
  await log.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

const replay = () =>
  promisify(execFile)(process.execPath, [CLI, 'replay'], {
    env: { ...process.env, DATABASE_URL: database.url, KAFKA_BROKERS: '' },
  });

const committed = async () =>
  (await log.progress(EVENTS_TOPIC, PIPELINE_GROUP)).reduce((sum, part) => sum + part.committed, 0n);

it('moves the pipelines to the start of the log, and refuses while one of them runs', async () => {
  await log.append(
    EVENTS_TOPIC,
    Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, value: Buffer.from('{}') })),
  );
  const consumer = await log.consume({
    topic: EVENTS_TOPIC,
    group: PIPELINE_GROUP,
    onBatch: async ({ records }) => ({ nextOffset: records.at(-1)!.offset + 1n }),
  });
  while ((await committed()) < 20n) await pause(20);

  await expect(replay()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/stop every pipeline first/),
  });
  expect(await committed()).toBe(20n);

  await consumer.stop();
  const { stdout } = await replay();
  expect(stdout).toContain('up to 20 records');
  expect(await committed()).toBe(0n);
}, 60_000);
