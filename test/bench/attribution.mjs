import { createRequire } from 'node:module';
import { settle } from './settle.mjs';
import { count, median, ms } from './table.mjs';

const require = createRequire(import.meta.url);
const { attribution } = require('@groundswell/clickhouse');
const { ATTRIBUTION_MODELS, attributionQuerySchema } = require('@groundswell/contracts');

const PROJECT = 3_000_000;
const RUNS = 3;
const settings = { id: PROJECT, timeZone: 'UTC', weekStart: 'monday', activeEvents: {} };
const RANGE = { from: '2026-01-01', to: '2026-03-01' };

/** Every model by channel, over made-up journeys: one conversion for ten touches, ten touches a person. */
export async function measureAttribution(clickhouse, touches) {
  await store(clickhouse, touches);
  await settle(clickhouse);
  const taken = {};
  for (const model of ATTRIBUTION_MODELS) taken[model] = await timeOf(clickhouse, model, touches / 10);
  const { markov, ...rules } = taken;
  const [slowest] = Object.entries(rules).sort(([, a], [, b]) => b - a);
  const over = `${count(touches / 10)} conversions over ${count(touches)} touches`;
  return [
    line(`attribution by rule (the slowest: ${slowest[0]}), ${over}`, slowest[1]),
    line(`attribution by Markov, ${over}`, markov),
  ];
}

const line = (what, took) => ({ what, ours: ms(took), baseline: '', ratio: '' });

async function timeOf(clickhouse, model, conversions) {
  const conversion = { event: 'buy', revenueProperty: 'revenue' };
  const query = attributionQuerySchema.parse({ kind: 'attribution', ...RANGE, model, conversion });
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    const { rows, totals } = await attribution(clickhouse, settings, query, new Date());
    runs.push(performance.now() - started);
    const credited = rows.reduce((sum, row) => sum + row.conversions, 0);
    if (totals.conversions !== conversions || Math.abs(credited - conversions) > 1e-3) {
      throw new Error(`${model}: ${credited} of ${totals.conversions} conversions are credited`);
    }
  }
  console.log(`  attribution, ${model}: ${ms(median(runs))}`);
  return median(runs);
}

/** Half of the views are tagged, a third come with a referrer, and half are in a session. Each nth row is the same anywhere. */
async function store(clickhouse, touches) {
  console.log(`Attribution: ${count(touches)} touches of ${count(touches / 10)} people`);
  const random = (salt, below) => `cityHash64(number, ${salt}) % ${below}`;
  const tagged = (text) => `if(tagged, ${text}, '')`;
  const columns = {
    project_id: PROJECT,
    local_date: 'toDate(at)',
    event: `if(number % 11 = 10, 'buy', '$pageview')`,
    person_id: `${random(1, touches / 10)} + 1`,
    timestamp: 'at',
    received_at: 'at',
    event_id: `concat('attribution-', toString(number))`,
    distinct_id: `'somebody'`,
    platform: `'web'`,
    session_id: `if(${random(2, 2)} = 0, toString(number), '')`,
    referrer: `if(${random(3, 3)} = 0, 'https://www.google.com/search', '')`,
    utm_source: tagged(`['google', 'facebook', 'baidu', 'tiktok', 'mail'][${random(4, 5)} + 1]`),
    utm_medium: tagged(`['cpc', 'social', 'email', 'display'][${random(5, 4)} + 1]`),
    utm_campaign: tagged(`concat('campaign-', toString(${random(6, 50)}))`),
    properties: `concat('{"url":"https://shop.example/page/', toString(number), '","revenue":12.5}')::JSON`,
    import_id: `'bench'`,
    log_offset: 'number',
  };
  await clickhouse.command({
    query: `
      INSERT INTO events (${Object.keys(columns).join(', ')})
      SELECT ${Object.values(columns).join(', ')}
      FROM (
        SELECT number, number % 11 != 10 AND ${random(7, 2)} = 0 AS tagged,
               toDateTime64('${RANGE.from} 00:00:00', 3, 'UTC') + toIntervalSecond(${random(8, 59 * 86_400)}) AS at
        FROM numbers(${touches + touches / 10})
      )`,
    clickhouse_settings: { max_partitions_per_insert_block: '0' },
  });
}
