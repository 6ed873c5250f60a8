import { createRequire } from 'node:module';
import { loadSimulation } from './load-simulation.mjs';
import { count, ms, times } from './table.mjs';

const require = createRequire(import.meta.url);
const { activeUsers, retention } = require('@groundswell/clickhouse');
const { DEMO } = require('@groundswell/demo');

const PROJECT = 2_000_000;
const TEMPLATE = 2_000_001;
const RUNS = 5;
const settings = { id: PROJECT, timeZone: DEMO.timeZone, weekStart: 'monday', activeEvents: {} };
const now = new Date();
const ACTIVE = `project_id = ${PROJECT} AND platform != 'server'
  AND event NOT IN ('$identify', '$create_alias', '$groupidentify', '$set', '$feature_flag_called', 'Experiment Viewed')`;

/** Standard reports by rollup against the same question as plain SQL on the raw events. */
export async function measureQueries(clickhouse, events) {
  await multiply(clickhouse, events);
  const lines = [];
  for (const [name, report] of Object.entries(REPORTS)) {
    const [ours, plain] = [() => report.ours(clickhouse), () => rows(clickhouse, report.plain)];
    const same =
      JSON.stringify(report.summary(await ours())) === JSON.stringify(report.plainSummary(await plain()));
    if (!same) throw new Error(`${name}: the two answers differ`);
    const [fast, slow] = await inTurns(ours, plain);
    console.log(`  ${name}: ${ms(fast)} against ${ms(slow)}`);
    lines.push({
      what: `${name}, ${count(events)} events`,
      ours: ms(fast),
      baseline: ms(slow),
      ratio: times(slow / fast),
    });
  }
  return lines;
}

/** The whole simulated project, over and over with other people, until there are enough events. */
async function multiply(clickhouse, events) {
  const { stored, people } = await loadSimulation(clickhouse, TEMPLATE);
  const copies = Math.ceil(events / stored);
  console.log(`Queries: ${count(copies * stored)} events of ${count(copies * people)} people`);
  const { columns, shifted } = await columnsOf(clickhouse, people);
  for (let copy = 0; copy < copies; copy++) {
    await clickhouse.command({
      query: `INSERT INTO events (${columns}) SELECT ${shifted(copy)} FROM events WHERE project_id = ${TEMPLATE}`,
      clickhouse_settings: { max_partitions_per_insert_block: '0' },
    });
  }
  await settle(clickhouse);
}

/** Merges parts as the background would in its time, of the raw events and of what is rolled up alike. */
async function settle(clickhouse) {
  const tables = await rows(
    clickhouse,
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`,
  );
  for (const { name } of tables) {
    if (name !== 'message_ids') await clickhouse.command({ query: `OPTIMIZE TABLE ${name} FINAL` });
  }
}

async function columnsOf(clickhouse, people) {
  const names = (
    await rows(
      clickhouse,
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'events' ORDER BY position`,
    )
  ).map(({ name }) => name);
  const changed = (copy) => ({
    project_id: String(PROJECT),
    person_id: `person_id + ${copy * people}`,
    event_id: `concat(event_id, '-${copy}')`,
    import_id: `'bench'`,
  });
  return {
    columns: names.join(', '),
    shifted: (copy) => names.map((name) => changed(copy)[name] ?? name).join(', '),
  };
}

async function rows(clickhouse, query) {
  return (await clickhouse.query({ query, format: 'JSONEachRow' })).json();
}

async function inTurns(a, b) {
  const [first, second] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    first.push(await time(a));
    second.push(await time(b));
  }
  return [median(first), median(second)];
}

async function time(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const sum = (values) => values.reduce((total, value) => total + Number(value), 0);

const REPORTS = {
  'DAU by platform over the whole range': {
    ours: (clickhouse) =>
      activeUsers(
        clickhouse,
        settings,
        {
          kind: 'activeUsers',
          from: DEMO.from,
          to: DEMO.to,
          interval: 'day',
          breakdown: 'platform',
          engine: 'rollup',
          traffic: 'human',
          format: 'json',
        },
        now,
      ),
    summary: (answer) => sum(answer.rows.map(({ users }) => users)),
    plain: `
      SELECT toDate(timestamp, '${DEMO.timeZone}') AS day, platform, uniqExact(person_id) AS users
      FROM events WHERE ${ACTIVE} GROUP BY GROUPING SETS ((day, platform), (day))`,
    plainSummary: (answer) => sum(answer.map(({ users }) => users)),
  },
  'weekly retention, 26 × 26': {
    ours: (clickhouse) =>
      retention(
        clickhouse,
        settings,
        {
          kind: 'retention',
          from: DEMO.from,
          to: DEMO.to,
          period: 'week',
          periods: 25,
          cohort: { kind: 'firstTime' },
          returning: {},
          mode: 'on',
          engine: 'rollup',
          traffic: 'human',
          format: 'json',
        },
        now,
      ),
    summary: (answer) => sum(answer.cohorts.flatMap(({ periods }) => periods.map(({ users }) => users))),
    plain: `
      SELECT cohort, dateDiff('day', cohort, week) / 7 AS n, count() AS users
      FROM (SELECT DISTINCT person_id, toMonday(toDate(timestamp, '${DEMO.timeZone}')) AS week FROM events WHERE ${ACTIVE}) AS weeks
      INNER JOIN (SELECT person_id, toMonday(min(toDate(timestamp, '${DEMO.timeZone}'))) AS cohort FROM events WHERE ${ACTIVE} GROUP BY person_id) AS first
      USING (person_id)
      GROUP BY cohort, n`,
    plainSummary: (answer) => sum(answer.map(({ users }) => users)),
  },
};
