import type { MetricAnswer, MetricDefinition, MetricQuery, MetricRow } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { type Bucket, bucketsOf } from '../bucketed/buckets.js';
import { Bindings } from '../conditions/bound.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import type { Analysis, AnalysisContext } from '../experiments/analysis.js';
import { shapeOf } from '../experiments/metric-columns.js';
import { type SummedMetric, capsQuery, needsQuantile, sumsQuery } from '../experiments/metric-sums.query.js';
import { quantilesQuery } from '../experiments/quantile-bounds.query.js';
import { sumsOf } from '../experiments/sums-of-ranges.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';
import { addDays, startOfDay } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';

const HOUR_MS = 3_600_000;

/**
 * A metric of everybody who was active in a period, from their first activity in it on (docs/definitions.md, "Metric over
 * time").
 * @throws UnanswerableQuery when the rollup is forced: it holds people, not what they did
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function metricValues(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: MetricQuery,
  now: Date,
): Promise<MetricAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds people, not what each of them did.');
  const buckets = bucketsOf({ ...query, traffic: 'human' }, project);
  const values = await valuesOf(await askingOf(client, project, query, buckets, now), query.definition);
  const rows = buckets.map((bucket, place): MetricRow => {
    const { value, people } = values.get(place) ?? { value: null, people: 0 };
    const complete = isOver(bucket, query.definition, project.timeZone, now);
    return { bucket: bucket.name, value: Number.isFinite(value) ? value : null, people, complete };
  });
  return { kind: 'metric', ...answerHead(project, source, now, started), rows };
}

/** Until when events can count for whoever entered in the bucket. */
function over(bucket: Bucket, definition: MetricDefinition, timeZone: string): Date {
  if (definition.type === 'retention') {
    return startOfDay(addDays(bucket.lastDay, definition.days[1] + 1), timeZone);
  }
  return new Date(bucket.end.getTime() + Math.ceil((definition.windowHours ?? 0) * HOUR_MS));
}

const isOver = (bucket: Bucket, definition: MetricDefinition, timeZone: string, now: Date) =>
  over(bucket, definition, timeZone) <= now;

interface Asking {
  client: ClickHouseClient;
  firstDay: string;
  newContext: () => AnalysisContext;
}

async function askingOf(
  client: ClickHouseClient,
  project: ProjectSettings,
  { definition, interval }: MetricQuery,
  buckets: Bucket[],
  now: Date,
): Promise<Asking> {
  const last = over(buckets.at(-1)!, definition, project.timeZone);
  const end = new Date(Math.min(now.getTime(), last.getTime()));
  const nobody = { key: '', variations: [], cupedDays: null, clusterBy: null, slices: [] };
  const analysis: Analysis = { ...nobody, start: end, end, metrics: [] };
  const anyMerges = await hasMerges(client, project.id);
  const newContext = (): AnalysisContext => {
    const bindings = new Bindings();
    const people = new MergedPeople(anyMerges, project.id, bindings);
    return { analysis, project, bindings, people, entries: { interval, buckets } };
  };
  return { client, firstDay: buckets[0]!.firstDay, newContext };
}

type Values = Map<number, { value: number | null; people: number }>;

/** By the place of the bucket. */
async function valuesOf(asking: Asking, definition: MetricDefinition): Promise<Values> {
  const { client, firstDay, newContext } = asking;
  if (definition.type === 'quantile') {
    type Row = { arm: number; value: number | null; people: number };
    const rows = await ask<Row>(client, quantilesQuery(newContext(), definition, firstDay)).catch(
      orRegexProblem,
    );
    return new Map(rows.map(({ arm, value, people }) => [Number(arm), { value, people: Number(people) }]));
  }
  const metric: SummedMetric = { id: 0, definition };
  const sql = sumsQuery(newContext(), [metric], firstDay, await capsOf(asking, metric));
  type Row = { kind: string; arm: number; totals: number[] };
  const rows = await ask<Row>(client, sql).catch(orRegexProblem);
  const whole = rows.filter(({ kind }) => kind === 'whole');
  return new Map(
    whole.map(({ arm, totals }) => [Number(arm), toldBy(definition, sumsOf(totals, sql.places)[0]!)]),
  );
}

/** @param sums n, Σy, …; of a ratio n, Σm, Σm², Σd, … */
function toldBy(definition: SummedMetric['definition'], [n = 0, sum = 0, , divided = 0]: number[]) {
  return { value: sum / (shapeOf(definition) === 'ratio' ? divided : n), people: n };
}

async function capsOf({ client, firstDay, newContext }: Asking, metric: SummedMetric) {
  if (!needsQuantile(metric)) return new Map<number, number[]>();
  const sql = capsQuery(newContext(), [metric], firstDay);
  const [row] = await ask<{ c0: (number | null)[] }>(client, sql).catch(orRegexProblem);
  const known = (row?.c0 ?? []).filter((cap) => cap !== null && Number.isFinite(cap));
  return new Map([[0, known.map(Number)]]);
}
