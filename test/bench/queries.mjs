import { AD_HOC, PROJECT, STANDARD } from './reports.mjs';
import { loadSimulation } from './load-simulation.mjs';
import { settle } from './settle.mjs';
import { count, median, ms, times } from './table.mjs';

const TEMPLATE = 2_000_001;
const RUNS = 3;

/** Standard reports by rollup, what needs the raw events, and a dashboard: each against plain SQL on the raw events. */
export async function measureQueries(clickhouse, events) {
  await multiply(clickhouse, events);
  const size = `${count(events)} events`;
  const lines = [];
  for (const [name, report] of Object.entries({ ...STANDARD, ...AD_HOC })) {
    const pair = pairOf(clickhouse, report);
    await compare(name, report, pair);
    lines.push(await lineOf(`${name}, ${size}`, pair));
  }
  const all = Object.values(STANDARD).map((report) => pairOf(clickhouse, report));
  const together = {
    ours: () => Promise.all(all.map(({ ours }) => ours())),
    plain: () => Promise.all(all.map(({ plain }) => plain())),
  };
  return [
    ...lines,
    await lineOf(`dashboard of these ${all.length} standard reports, all at once, ${size}`, together),
  ];
}

const pairOf = (clickhouse, report) => ({
  ours: () => report.ours(clickhouse),
  plain: () => rows(clickhouse, report.plain),
});

/** Figures of the two answers are the same, or there is nothing to time. */
async function compare(name, { summary, plainSummary }, { ours, plain }) {
  const [one, other] = [summary(await ours()), plainSummary(await plain())].map((figures) =>
    JSON.stringify(figures),
  );
  if (one !== other) throw new Error(`${name}: the two answers differ: ${one} and ${other}`);
}

async function lineOf(what, { ours, plain }) {
  const [fast, slow] = await inTurns(ours, plain);
  console.log(`  ${what}: ${ms(fast)} against ${ms(slow)}`);
  return { what, ours: ms(fast), baseline: ms(slow), ratio: times(slow / fast) };
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

async function columnsOf(clickhouse, people) {
  const names = (
    await rows(
      clickhouse,
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'events' AND default_kind != 'MATERIALIZED' ORDER BY position`,
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
