import { createKafkaEventLog, createPostgresEventLog } from '@groundswell/event-log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { type TestDatabase, createTestDatabase } from './support/postgres-database.js';

const DAY_MS = 86_400_000;
const brokers = process.env.TEST_KAFKA_BROKERS?.split(',');

(brokers ? describe : describe.skip)('how long Kafka keeps the topic', () => {
  const log = createKafkaEventLog({ brokers: brokers ?? [] });
  const admin = new Kafka({ brokers: brokers ?? [], logLevel: logLevel.NOTHING }).admin();
  beforeAll(() => admin.connect());
  afterAll(async () => {
    await admin.disconnect();
    await log.close();
  });

  async function settingOf(topic: string, name: string): Promise<string | undefined> {
    const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: [name] }];
    const { resources: found } = await admin.describeConfigs({ includeSynonyms: false, resources });
    return found[0]?.configEntries[0]?.configValue;
  }

  it('is for ever, until a start says otherwise; what else is set on the topic stays', async () => {
    const topic = `test.${randomUUID()}`;
    await log.ensureTopic(topic, 1);
    expect(await settingOf(topic, 'retention.ms')).toBe('-1');
    const type = ConfigResourceTypes.TOPIC;
    const configEntries = [
      { name: 'retention.ms', value: '-1' },
      { name: 'max.message.bytes', value: '2000000' },
    ];
    await admin.alterConfigs({ validateOnly: false, resources: [{ type, name: topic, configEntries }] });
    await log.ensureTopic(topic, 1, 30);
    expect(await settingOf(topic, 'retention.ms')).toBe(String(30 * DAY_MS));
    expect(await settingOf(topic, 'max.message.bytes')).toBe('2000000');
    await log.ensureTopic(topic, 1);
    expect(await settingOf(topic, 'retention.ms')).toBe(String(30 * DAY_MS));
  });

  it('is what the start says for a new topic', async () => {
    const topic = `test.${randomUUID()}`;
    await log.ensureTopic(topic, 1, 7);
    expect(await settingOf(topic, 'retention.ms')).toBe(String(7 * DAY_MS));
  });
});

describe('how long the log in PostgreSQL keeps the topic', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('is so many days for what was read; what was not is kept', async () => {
    const log = createPostgresEventLog({ connectionString: database.url });
    try {
      await log.ensureTopic('t', 1);
      const record = (n: number) => ({ key: 'k', value: Buffer.from(String(n)) });
      await log.append('t', [0, 1, 2, 3].map(record));
      const { dataSource } = database;
      await dataSource.query(
        `UPDATE event_log.records SET appended_at = now() - interval '8 days' WHERE "offset" < 3`,
      );
      await dataSource.query(`INSERT INTO event_log.committed VALUES ('g', 't', 0, 2)`);
      await log.ensureTopic('t', 1, 7);
      const left = await dataSource.query<{ offset: string }[]>(
        'SELECT "offset" FROM event_log.records ORDER BY "offset"',
      );
      expect(left.map(({ offset }) => Number(offset))).toEqual([2, 3]);
      expect(await log.progress('t', 'g')).toEqual([{ partition: 0, committed: 2n, end: 4n }]);
    } finally {
      await log.close();
    }
  });
});
