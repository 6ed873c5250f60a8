import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { count, times } from './table.mjs';

const require = createRequire(import.meta.url);
const { AccountsService, ProjectsService } = require('@groundswell/api');
const { simulate } = require('@groundswell/demo');
const { acceptSegment } = require('@groundswell/ingestion');
const { EVENTS_TOPIC, PIPELINE_GROUP, eventKey } = require('@groundswell/contracts');
const { Kafka, logLevel } = require('kafkajs');

const BATCH = 500;

/** Events a second, the bare loop and ours over the same events. */
export async function measureIngestion(engines, events) {
  const messages = take(events);
  const records = messages.map((message) => toRecord(message));
  console.log(`Ingestion: ${count(events)} events`);
  const bare = await bareLoop(engines, records);
  console.log(`  bare loop              ${count(bare)} events/s`);
  const fromLog = await fromTheLog(engines, records);
  console.log(`  from the log to stored ${count(fromLog)} events/s`);
  const endToEnd = await fromHttp(engines, messages);
  console.log(`  from HTTP to stored    ${count(endToEnd)} events/s`);
  const line = (what, ours) => ({
    what,
    ours: `${count(ours)} events/s`,
    baseline: `${count(bare)} events/s`,
    ratio: times(ours / bare),
  });
  return [
    line(`ingestion end to end, HTTP to queryable, ${count(events)} events`, endToEnd),
    line('ingestion from the log to queryable', fromLog),
  ];
}

function take(events) {
  const messages = [];
  for (const day of simulate()) {
    for (const message of day) {
      messages.push(message);
      if (messages.length === events) return messages;
    }
  }
  return messages;
}

function toRecord(message, projectId = 1_000_000) {
  const result = acceptSegment(message, { projectId, receivedAt: new Date(), source: 'import' });
  if (!result.ok) throw new Error(result.message);
  return { key: eventKey(result.event), value: Buffer.from(JSON.stringify(result.event)) };
}

async function perSecond(events, work) {
  const started = performance.now();
  await work();
  return (1000 * events) / (performance.now() - started);
}

/** What one would write in an afternoon: no identities, no rollups, no de-duplication. */
async function bareLoop({ brokers, clickhouse }, records) {
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
  const consumer = kafka.consumer({
    groupId: 'bare',
    maxBytesPerPartition: 8 * 1024 * 1024,
    maxWaitTimeInMs: 100,
  });
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'bare', numPartitions: 4 }], waitForLeaders: true });
  await clickhouse.command({
    query:
      'CREATE TABLE bare AS events ENGINE = MergeTree PARTITION BY toYYYYMM(local_date) ORDER BY (project_id, local_date, event, person_id)',
  });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic: 'bare', fromBeginning: true });
  let stored = 0;
  let finish;
  const done = new Promise((resolve) => (finish = resolve));
  const rate = await perSecond(records.length, async () => {
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
        if (stored >= records.length) finish();
      },
    });
    for (let at = 0; at < records.length; at += BATCH * 4) {
      await producer.send({ topic: 'bare', acks: -1, messages: records.slice(at, at + BATCH * 4) });
    }
    await done;
  });
  await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
  await clickhouse.command({ query: 'DROP TABLE bare' });
  return rate;
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

async function newProject({ app }) {
  await app.get(AccountsService).ensureOwner({ email: 'bench@test.example', password: 'bench password' });
  return app
    .get(ProjectsService)
    .create({ name: 'Bench', timeZone: 'Asia/Shanghai', weekStart: 'monday', currency: 'CNY' });
}

async function untilStored({ eventLog }) {
  for (;;) {
    const progress = await eventLog.progress(EVENTS_TOPIC, PIPELINE_GROUP);
    if (progress.every(({ committed, end }) => committed >= end)) return;
    await sleep(20);
  }
}

async function fromTheLog(engines, records) {
  const project = await newProject(engines);
  const own = records.map(({ value }) => {
    const event = { ...JSON.parse(value.toString()), projectId: project.id };
    return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
  });
  return perSecond(own.length, async () => {
    for (let at = 0; at < own.length; at += BATCH * 4) {
      await engines.eventLog.append(EVENTS_TOPIC, own.slice(at, at + BATCH * 4));
    }
    await untilStored(engines);
  });
}

/** The client is a process of its own, with its bodies ready before the clock starts. */
async function fromHttp(engines, messages) {
  const project = await newProject(engines);
  const client = fork(fileURLToPath(new URL('./http-client.mjs', import.meta.url)));
  client.send({ url: engines.url, writeKey: project.writeKey, events: messages.length, batch: BATCH });
  await once(client, 'message');
  const rate = await perSecond(messages.length, async () => {
    client.send('go');
    const [answer] = await once(client, 'message');
    if (answer !== 'done') throw new Error(String(answer));
    await untilStored(engines);
  });
  client.kill();
  return rate;
}
