import { createRequire } from 'node:module';
import { perSecond } from './table.mjs';

const require = createRequire(import.meta.url);
const { Kafka, logLevel } = require('kafkajs');

const SEND = 2_000;

/** What one would write in an afternoon: no identities, no rollups, no de-duplication. Events a second. */
export async function bareLoop({ brokers, clickhouse }, records, round) {
  const topic = `bare-${round}`;
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
  const consumer = kafka.consumer({
    groupId: topic,
    maxBytesPerPartition: 8 * 1024 * 1024,
    maxWaitTimeInMs: 100,
  });
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4 }], waitForLeaders: true });
  await clickhouse.command({
    query:
      'CREATE TABLE bare AS events ENGINE = MergeTree PARTITION BY toYYYYMM(local_date) ORDER BY (project_id, local_date, event, person_id)',
  });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  const rate = await perSecond(records.length, async () => {
    const done = consume(consumer, clickhouse, records.length);
    for (let at = 0; at < records.length; at += SEND) {
      await producer.send({ topic, acks: -1, messages: records.slice(at, at + SEND) });
    }
    await done;
  });
  await Promise.all([consumer.disconnect(), producer.disconnect()]);
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  await clickhouse.command({ query: 'DROP TABLE bare' });
  return rate;
}

async function consume(consumer, clickhouse, expected) {
  let stored = 0;
  let finish;
  const done = new Promise((resolve) => (finish = resolve));
  await consumer.run({
    partitionsConsumedConcurrently: 4,
    eachBatch: async ({ batch }) => {
      const rows = batch.messages.map(({ value }) => toRow(JSON.parse(value.toString())));
      await clickhouse.insert({
        table: 'bare',
        values: rows,
        format: 'JSONEachRow',
        clickhouse_settings: { date_time_input_format: 'best_effort' },
      });
      stored += rows.length;
      if (stored >= expected) finish();
    },
  });
  await done;
}

function toRow(event) {
  return {
    project_id: event.projectId,
    local_date: event.timestamp.slice(0, 10),
    event: event.event,
    person_id: 1,
    timestamp: event.timestamp,
    received_at: event.receivedAt,
    event_id: event.messageId,
    distinct_id: event.userId ?? event.anonymousId,
    platform: event.platform,
    session_id: event.sessionId ?? '',
    country: event.country ?? '',
    device_type: event.deviceType ?? '',
    os: event.os ?? '',
    browser: event.browser ?? '',
    app_version: event.appVersion ?? '',
    referrer: event.referrer ?? '',
    utm_source: event.utmSource ?? '',
    utm_medium: event.utmMedium ?? '',
    utm_campaign: event.utmCampaign ?? '',
    utm_content: event.utmContent ?? '',
    utm_term: event.utmTerm ?? '',
    click_ids: event.clickIds ?? {},
    properties: event.properties,
  };
}
