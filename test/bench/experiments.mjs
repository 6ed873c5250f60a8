import { createRequire } from 'node:module';
import { settle } from './settle.mjs';
import { count, median, ms } from './table.mjs';

const require = createRequire(import.meta.url);
const { experimentFacts } = require('@groundswell/clickhouse');
const { metricDefinitionSchema } = require('@groundswell/contracts');

const PROJECT = 3_000_001;
const RUNS = 3;
const DAYS = 28;
const START = '2026-01-15';
export const settings = { id: PROJECT, timeZone: 'UTC', weekStart: 'monday', activeEvents: {} };

/** Twenty metrics of every kind that one pass tells, with covariates of two weeks. */
const METRICS = [
  ...['open', 'search', 'share', 'invite', 'buy'].map((event) => ({ type: 'proportion', of: { event } })),
  ...['open', 'search', 'share', 'invite', 'buy'].map((event) => ({
    type: 'count',
    of: { event },
    windowHours: 168,
  })),
  ...[24, 72, 168].map((windowHours) => ({
    type: 'revenue',
    of: { event: 'buy', property: 'amount' },
    windowHours,
    cap: { value: 80 },
  })),
  { type: 'mean', of: { event: 'buy', property: 'amount' } },
  { type: 'ratio', of: { event: 'buy' }, per: { event: 'search' } },
  ...[1, 7, 14].map((day) => ({ type: 'retention', of: { event: 'open' }, days: [day, day] })),
  { type: 'funnel', steps: [{ event: 'open' }, { event: 'search' }, { event: 'buy' }] },
  { type: 'retention', days: [3, 9] },
].map((definition, id) => ({ id, definition: metricDefinitionSchema.parse(definition) }));

/** Everything that the results of one experiment are computed from: two variations, twenty events a person. */
export async function measureExperiments(clickhouse, people) {
  await store(clickhouse, people);
  await settle(clickhouse);
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    const facts = await experimentFacts(clickhouse, settings, analysis());
    runs.push(performance.now() - started);
    const exposed = facts.exposures.reduce((sum, row) => sum + row.people, 0);
    if (exposed !== people || facts.metrics.size !== METRICS.length) {
      throw new Error(`${exposed} of ${people} people are exposed`);
    }
  }
  const what = `an experiment of ${count(people)} people, 2 variations, ${METRICS.length} metrics, ${count(people * 20)} events`;
  return [{ what, ours: ms(median(runs)), baseline: '', ratio: '' }];
}

export const analysis = () => ({
  key: 'bench',
  variations: [
    { key: 'control', name: 'Control' },
    { key: 'treatment', name: 'Treatment' },
  ],
  start: new Date(`${START}T00:00:00Z`),
  end: new Date(Date.parse(`${START}T00:00:00Z`) + DAYS * 86_400_000),
  metrics: METRICS,
  cupedDays: 14,
  clusterBy: null,
  slices: ['platform'],
});

export async function store(clickhouse, people) {
  console.log(`Experiments: ${count(people)} people, ${count(people * 20)} events`);
  const random = (salt, below) => `cityHash64(number, ${salt}) % ${below}`;
  const day = 86_400;
  const rows = (columns, from) => {
    const all = {
      project_id: PROJECT,
      local_date: 'toDate(at)',
      person_id: `number % ${people} + 1`,
      timestamp: 'at',
      received_at: 'at',
      distinct_id: `'somebody'`,
      import_id: `''`,
      log_offset: 'number',
      platform: `['web', 'ios', 'android'][number % ${people} % 3 + 1]`,
      ...columns,
    };
    return {
      query: `INSERT INTO events (${Object.keys(all).join(', ')}) SELECT ${Object.values(all).join(', ')} FROM (${from})`,
      clickhouse_settings: { max_partitions_per_insert_block: '0' },
    };
  };
  const since = (shift, length, salt) =>
    `toDateTime64('${START} 00:00:00', 3, 'UTC') + toIntervalSecond(${shift * day} + toInt64(${random(salt, length * day)}))`;
  await clickhouse.command(
    rows(
      {
        event: `'Experiment Viewed'`,
        event_id: `concat('seen-', toString(number))`,
        properties: `concat('{"experiment_id":"bench","variation_id":"', ['control', 'treatment'][cityHash64(number) % 2 + 1], '"}')::JSON`,
      },
      `SELECT number, ${since(0, 10, 1)} AS at FROM numbers(${people})`,
    ),
  );
  const events = `['open', 'open', 'search', 'share', 'invite', 'buy', 'read', 'read']`;
  await clickhouse.command(
    rows(
      {
        event: `${events}[${random(2, 8)} + 1]`,
        event_id: `concat('did-', toString(number))`,
        properties: `concat('{"amount":', toString(${random(3, 100)}), '}')::JSON`,
      },
      `SELECT number, ${since(-14, DAYS + 14, 4)} AS at FROM numbers(${people * 19})`,
    ),
  );
}
