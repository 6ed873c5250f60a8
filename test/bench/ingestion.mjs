import { createRequire } from 'node:module';
import { bareLoop } from './bare-loop.mjs';
import { startClient } from './client.mjs';
import { startCollector } from './collector-process.mjs';
import { EVENTS_TOPIC, untilStored } from './lag.mjs';
import { count, median, ms, perSecond, quantile, times } from './table.mjs';

const require = createRequire(import.meta.url);
const { AccountsService, ProjectsService } = require('@groundswell/api');
const { simulateInChunks } = require('@groundswell/demo');
const { acceptSegment } = require('@groundswell/ingestion');
const { eventKey } = require('@groundswell/contracts');

const BATCH = 500;
const APPEND = 2_000;
const ROUNDS = 3;
/** What an SDK of a server sends at a time. */
const SMALL_BATCH = 20;

/** The bare loop and ours over the same events, in turns. */
export async function measureIngestion(engines, events) {
  console.log(`Ingestion: ${count(events)} events, ${ROUNDS} rounds`);
  const rates = { bare: [], fromLog: [], fromHttp: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.bare.push(await bareLoop(engines, [...records(events, 1_000_000)], round));
    rates.fromLog.push(await fromTheLog(engines, events));
    rates.fromHttp.push(await fromHttp(engines, events));
    const last = Object.values(rates).map((of) => count(of.at(-1)));
    console.log(`  bare ${last[0]}, from the log ${last[1]}, from HTTP ${last[2]} events/s`);
  }
  const bytes = await bytesPerEvent(engines);
  const [bare, fromLog, endToEnd] = Object.values(rates).map(median);
  const line = (what, ours) => ({
    what,
    ours: `${count(ours)} events/s`,
    baseline: `${count(bare)} events/s`,
    ratio: times(ours / bare),
  });
  return [
    line(`ingestion end to end, HTTP to queryable, ${count(events)} events`, endToEnd),
    line('pipeline alone: from the log to queryable', fromLog),
    line(
      'collector alone, a process of its own: HTTP to acknowledged',
      await collectorAlone(engines, events),
    ),
    await latencyLine(engines, endToEnd / 2),
    bytes,
  ];
}

/** The start of the simulated project as the collector would write it to the log. */
function* records(events, projectId) {
  let taken = 0;
  for (const chunk of simulateInChunks()) {
    for (const message of chunk) {
      if (taken++ === events) return;
      yield toRecord(message, projectId);
    }
  }
}

function toRecord(message, projectId) {
  const result = acceptSegment(message, { projectId, receivedAt: new Date(), source: 'import' });
  if (!result.ok) throw new Error(result.message);
  return { key: eventKey(result.event), value: Buffer.from(JSON.stringify(result.event)) };
}

async function newProject({ app }) {
  await app.get(AccountsService).ensureOwner({ email: 'bench@test.example', password: 'bench password' });
  return app
    .get(ProjectsService)
    .create({ name: 'Bench', timeZone: 'Asia/Shanghai', weekStart: 'monday', currency: 'CNY' });
}

async function fromTheLog(engines, events) {
  const project = await newProject(engines);
  const own = [...records(events, project.id)];
  return perSecond(own.length, async () => {
    for (let at = 0; at < own.length; at += APPEND) {
      await engines.eventLog.append(EVENTS_TOPIC, own.slice(at, at + APPEND));
    }
    await untilStored(engines);
  });
}

async function fromHttp(engines, events) {
  const { writeKey } = await newProject(engines);
  const client = await startClient({ url: engines.url, writeKey, events, batch: BATCH });
  return perSecond(events, async () => {
    await client.send();
    await untilStored(engines);
  });
}

/** The pipeline of the other process reads along; the clock stops at the last acknowledgement. */
async function collectorAlone(engines, events) {
  const { writeKey } = await newProject(engines);
  const collector = await startCollector(engines);
  try {
    const client = await startClient({ url: collector.url, writeKey, events, batch: BATCH });
    return await perSecond(events, () => client.send());
  } finally {
    await collector.stop();
    await untilStored(engines);
  }
}

async function latencyLine(engines, rate) {
  const { writeKey } = await newProject(engines);
  const events = Math.round(rate * 20);
  const client = await startClient({
    url: engines.url,
    writeKey,
    events,
    batch: SMALL_BATCH,
    perSecond: rate,
  });
  const latencies = await client.send();
  await untilStored(engines);
  return {
    what: `latency of a batch of ${SMALL_BATCH} at half the rate end to end, p50 and p99`,
    ours: `${ms(quantile(latencies, 0.5))}, ${ms(quantile(latencies, 0.99))}`,
    baseline: '',
    ratio: '',
  };
}

/** Everything that is kept of an event in ClickHouse: rows, rollups, message ids. */
async function bytesPerEvent({ clickhouse }) {
  const answer = await clickhouse.query({
    query: `SELECT table, sum(bytes_on_disk) AS bytes, sumIf(rows, table = 'events') AS events FROM system.parts
            WHERE active AND database = currentDatabase() GROUP BY table`,
    format: 'JSONEachRow',
  });
  const tables = await answer.json();
  const [bytes, events] = ['bytes', 'events'].map((key) =>
    tables.reduce((sum, row) => sum + Number(row[key]), 0),
  );
  const raw = Number(tables.find(({ table }) => table === 'events').bytes);
  return {
    what: 'bytes stored an event: raw, with rollups and message ids',
    ours: `${count(raw / events)}, ${count(bytes / events)}`,
    baseline: '',
    ratio: '',
  };
}
