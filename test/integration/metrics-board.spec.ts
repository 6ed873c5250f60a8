import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Product } from '../support/product.js';
import { untilStored } from '../support/stored-events.js';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, 'infra/grafana', file), 'utf8');
const NAMES = /\b(?:groundswell|process|nodejs)_[a-z0-9_]+/g;

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

/** Series that a text of PromQL asks for, as they are named where they are declared. */
function metricsIn(text: string): Set<string> {
  const names = text.match(NAMES) ?? [];
  return new Set(names.map((name) => name.replace(/_(bucket|count|sum)$/, '')));
}

describe('figures of a running product', () => {
  let product: Product;
  let declared: Set<string>;
  let scraped: string;
  beforeAll(async () => {
    product = await Product.start();
    const project = await product.createProject({ name: 'watched' });
    const messageId = randomUUID();
    const post = (key: string, body: object) =>
      fetch(`${product.url}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
        body: JSON.stringify(body),
      });
    const good = { type: 'track', event: 'Watched', userId: 'ada', messageId };
    await post(project.writeKey, { batch: [good, { ...good, userId: '' }] });
    await post(project.writeKey, { batch: [good] });
    await post(project.writeKey, {
      batch: [{ ...good, messageId: randomUUID(), timestamp: '2001-01-01T00:00:00Z' }],
    });
    await post('gsw_wrong', { batch: [good] });
    await untilStored(product, project.id, 1);
    await product.untilStored();
    scraped = await (await fetch(`${product.url}/metrics`)).text();
    declared = new Set([...scraped.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
  }, 120_000);
  afterAll(() => product.stop());

  const board = JSON.parse(read('dashboards/groundswell.json')) as { panels: Panel[] };
  const panels = board.panels.filter(({ targets }) => targets);

  it.each(panels.map(({ title, targets }) => [title, targets!.map(({ expr }) => expr).join('\n')]))(
    'the panel "%s" asks for what there is',
    (_title, expressions) => {
      const names = [...metricsIn(expressions)];
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => !declared.has(name))).toEqual([]);
    },
  );

  it('alerts ask for what there is', () => {
    const expressions = [...read('prometheus/alerts.yml').matchAll(/^\s+expr: (.*)$/gm)].map(
      ([, expr]) => expr,
    );
    expect(expressions.length).toBeGreaterThan(5);
    expect([...metricsIn(expressions.join('\n'))].filter((name) => !declared.has(name))).toEqual([]);
  });

  it('everything of the collector and the pipeline is on the board', () => {
    const shown = metricsIn(panels.flatMap(({ targets }) => targets!.map(({ expr }) => expr)).join('\n'));
    const own = [...declared].filter((name) => /^groundswell_(collector|pipeline)_/.test(name));
    expect(own.filter((name) => !shown.has(name))).toEqual([]);
  });

  it.each([
    [/^groundswell_collector_accepted_total ([3-9]|\d{2,})/m],
    [/^groundswell_collector_refused_total\{reason="no_id"\} [1-9]/m],
    [/^groundswell_collector_refused_requests_total\{reason="wrong_key"\} [1-9]/m],
    [/^groundswell_collector_append_seconds_count\{outcome="acknowledged"\} [1-9]/m],
    [/^groundswell_collector_in_flight_bytes 0/m],
    [/^groundswell_collector_queued_bytes 0/m],
    [/^groundswell_pipeline_lag_records\{partition="\d+"\} 0/m],
    [/^groundswell_pipeline_rows_inserted_total [1-9]/m],
    [/^groundswell_pipeline_dropped_total\{reason="duplicate"\} [1-9]/m],
    [/^groundswell_pipeline_dead_letters_total\{reason="late"\} [1-9]/m],
    [/^groundswell_pipeline_insert_duration_seconds_count [1-9]/m],
    [/^groundswell_pipeline_delay_seconds_count [1-9]/m],
    [/^groundswell_pipeline_in_hand_records 0/m],
    [/^groundswell_pipeline_paused_partitions 0/m],
    [/^process_resident_memory_bytes [1-9]/m],
  ])('shows %s', (line) => expect(scraped).toMatch(line));
});
