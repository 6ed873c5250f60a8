import { Bindings, type Query } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import type { Analysis, AnalysisContext } from './analysis.js';
import { exposureCounts } from './exposures.query.js';
import { metricColumns } from './metric-columns.js';
import { type Caps, type SummedMetric, capsQuery, needsQuantile, sumsQuery } from './metric-sums.query.js';
import { type QuantileFacts, quantileFacts } from './quantile-facts.js';

/** Sums of one metric over the people of an arm: whole, or of a day of exposure or a value of a slice. */
export interface SumsRow {
  kind: string;
  name: string;
  arm: number;
  /** n, Σy, Σy², and with a covariate Σx, Σx², Σxy; of a ratio n, Σm, Σm², Σd, Σd², Σmd. */
  sums: number[];
}

export type MetricFacts =
  | { shape: 'value' | 'ratio'; cap: number | null; rows: SumsRow[] }
  | { shape: 'quantile'; arms: QuantileFacts };

export interface ExperimentFacts {
  /** By arm and local day of the first exposure. */
  exposures: { arm: number; day: string; people: number }[];
  /** People who saw more than one variation. */
  multiple: number;
  /** People of whom no variation is known to the experiment. */
  unknown: number;
  /** By the id of the metric. */
  metrics: Map<number, MetricFacts>;
}

/**
 * Who saw what, and what their events come to: everything that the results are computed from (docs/definitions.md,
 * "Experiments").
 * @throws UnanswerableQuery for a property that there is none of
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function experimentFacts(
  client: ClickHouseClient,
  project: ProjectSettings,
  analysis: Analysis,
): Promise<ExperimentFacts> {
  const anyMerges = await hasMerges(client, project.id);
  const newContext = (): AnalysisContext => {
    const bindings = new Bindings();
    return { analysis, project, bindings, people: new MergedPeople(anyMerges, project.id, bindings) };
  };
  type Count = { arm: number; day: string; people: number | string };
  const found = await ask<Count>(client, exposureCounts(newContext())).catch(orRegexProblem);
  const counts = found.map(({ arm, day, people }) => ({ arm: Number(arm), day, people: Number(people) }));
  const total = (arm: number) => counts.reduce((sum, one) => sum + (one.arm === arm ? one.people : 0), 0);
  const exposures = counts.filter(({ arm }) => arm >= 0);
  const firstDay = exposures[0]?.day;
  const metrics =
    firstDay === undefined ? new Map() : await metricFacts(client, analysis, firstDay, newContext);
  return { exposures, multiple: total(-2), unknown: total(-1), metrics };
}

async function metricFacts(
  client: ClickHouseClient,
  analysis: Analysis,
  firstDay: string,
  newContext: () => AnalysisContext,
): Promise<Map<number, MetricFacts>> {
  const summed = analysis.metrics.filter(
    (metric): metric is SummedMetric => metric.definition.type !== 'quantile',
  );
  const facts = await summedFacts(client, summed, firstDay, newContext);
  for (const { id, definition } of analysis.metrics) {
    if (definition.type !== 'quantile') continue;
    facts.set(id, {
      shape: 'quantile',
      arms: await quantileFacts(client, definition, firstDay, newContext),
    });
  }
  return facts;
}

async function summedFacts(
  client: ClickHouseClient,
  metrics: SummedMetric[],
  firstDay: string,
  newContext: () => AnalysisContext,
): Promise<Map<number, MetricFacts>> {
  const facts = new Map<number, MetricFacts>();
  if (metrics.length === 0) return facts;
  const caps = await capsOf(client, metrics.filter(needsQuantile), firstDay, newContext);
  type Row = Record<string, number[]> & { kind: string; name: string; arm: number };
  const sql: Query = sumsQuery(newContext(), metrics, firstDay, caps);
  const rows = await ask<Row>(client, sql).catch(orRegexProblem);
  metrics.forEach(({ id, definition }, index) => {
    const { shape } = metricColumns(newContext(), definition, index);
    const fixed =
      'cap' in definition && definition.cap && 'value' in definition.cap ? definition.cap.value : null;
    facts.set(id, {
      shape: newContext().analysis.clusterBy === null ? shape : 'ratio',
      cap: fixed ?? caps.get(id)?.[0] ?? null,
      rows: rows.map(({ kind, name, arm, [`q${index}`]: sums = [] }) => ({
        kind,
        name,
        arm: Number(arm),
        sums: (sums as number[]).map(Number),
      })),
    });
  });
  return facts;
}

async function capsOf(
  client: ClickHouseClient,
  metrics: SummedMetric[],
  firstDay: string,
  newContext: () => AnalysisContext,
): Promise<Caps> {
  if (metrics.length === 0) return new Map();
  const [row = {}] = await ask<Record<string, (number | null)[]>>(
    client,
    capsQuery(newContext(), metrics, firstDay),
  ).catch(orRegexProblem);
  // Of nobody there is no quantile, and nothing to cut off.
  const known = (list: (number | null)[] = []) => list.filter((cap) => cap !== null && Number.isFinite(cap));
  return new Map(metrics.map(({ id }) => [id, known(row[`c${id}`]).map(Number)]));
}
