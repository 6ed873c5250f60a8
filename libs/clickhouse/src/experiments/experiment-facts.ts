import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { MergedPeople } from '../identity/merged-people.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import type { Analysis } from './analysis.js';
import { exposureCounts } from './exposures.query.js';
import { shapeOf } from './metric-columns.js';
import { type Caps, type SummedMetric, capsQuery, needsQuantile } from './metric-sums.query.js';
import { type QuantileFacts, quantileFacts } from './quantile-facts.js';
import { type Asking, type NewContext, type Range, sumsOfAll } from './sums-of-ranges.js';

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
 * @param peopleAtOnce of whom what is kept of each lies in memory together
 * @throws UnanswerableQuery for a property that there is none of
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function experimentFacts(
  client: ClickHouseClient,
  project: ProjectSettings,
  analysis: Analysis,
  peopleAtOnce = PEOPLE_AT_ONCE,
): Promise<ExperimentFacts> {
  const anyMerges = await hasMerges(client, project.id);
  let areFew = false;
  const newContext: NewContext = (range) => {
    const bindings = new Bindings();
    const people = new MergedPeople(anyMerges, project.id, bindings);
    return { analysis, project, bindings, range, areFew, people };
  };
  type Count = { arm: number; day: string; people: number | string; first: number; last: number };
  const found = await ask<Count>(client, exposureCounts(newContext())).catch(orRegexProblem);
  const counts = found.map(({ arm, day, people }) => ({ arm: Number(arm), day, people: Number(people) }));
  areFew = spanOf(found).people < spanOf(found).numbers * FEW;
  // Clusters are of people anywhere; who was merged lies anywhere too, so that ranges would all read everything.
  const isWhole = analysis.clusterBy !== null || anyMerges;
  const ranges = isWhole ? [undefined] : rangesOf(found, peopleAtOnce);
  const total = (arm: number) => counts.reduce((sum, one) => sum + (one.arm === arm ? one.people : 0), 0);
  const exposures = counts.filter(({ arm }) => arm >= 0);
  const firstDay = exposures[0]?.day;
  const metrics =
    firstDay === undefined
      ? new Map()
      : await metricFacts({ client, firstDay, newContext, ranges }, analysis);
  return { exposures, multiple: total(-2), unknown: total(-1), metrics };
}

/**
 * Fewer lie nearer to the processor, but each question has to be understood and to pass over the events of the others: what is
 * asked of so many takes hundreds of MB.
 */
const PEOPLE_AT_ONCE = 500_000;
/** Below this share of all numbers, the exposed are few. */
const FEW = 0.5;

interface Found {
  people: number | string;
  first: number;
  last: number;
}

/** How many people there are, and from which number on they lie among how many. */
function spanOf(counts: Found[]) {
  const people = counts.reduce((sum, row) => sum + Number(row.people), 0);
  const first = counts.reduce((least, row) => Math.min(least, Number(row.first)), Infinity);
  const last = counts.reduce((most, row) => Math.max(most, Number(row.last)), 0);
  return { people, first, numbers: last - first + 1 };
}

function rangesOf(counts: Found[], peopleAtOnce: number): Range[] {
  const { people, first, numbers } = spanOf(counts);
  const parts = Math.max(1, Math.ceil(people / peopleAtOnce));
  const width = Math.ceil(numbers / parts);
  return Array.from({ length: parts }, (_, part) => [first + part * width, first + (part + 1) * width - 1]);
}

async function metricFacts(asking: Asking, analysis: Analysis): Promise<Map<number, MetricFacts>> {
  const { client, firstDay, newContext } = asking;
  const summed = analysis.metrics.filter(
    (metric): metric is SummedMetric => metric.definition.type !== 'quantile',
  );
  const facts = summed.length === 0 ? new Map() : await summedFacts(asking, analysis, summed);
  for (const { id, definition } of analysis.metrics) {
    if (definition.type !== 'quantile') continue;
    const arms = await quantileFacts(client, definition, firstDay, newContext);
    facts.set(id, { shape: 'quantile', arms });
  }
  return facts;
}

async function summedFacts(
  asking: Asking,
  { clusterBy }: Analysis,
  metrics: SummedMetric[],
): Promise<Map<number, MetricFacts>> {
  const { client, firstDay, newContext } = asking;
  const caps = await capsOf(client, metrics.filter(needsQuantile), firstDay, newContext);
  const rows = await sumsOfAll(asking, metrics, caps);
  return new Map(
    metrics.map(({ id, definition }, index) => [
      id,
      {
        shape: clusterBy === null ? shapeOf(definition) : 'ratio',
        cap: fixedCap(definition) ?? caps.get(id)?.[0] ?? null,
        rows: rows.map(({ kind, name, arm, sums }) => ({ kind, name, arm, sums: sums[index]! })),
      },
    ]),
  );
}

const fixedCap = (definition: SummedMetric['definition']) =>
  'cap' in definition && definition.cap && 'value' in definition.cap ? definition.cap.value : null;

async function capsOf(
  client: ClickHouseClient,
  metrics: SummedMetric[],
  firstDay: string,
  newContext: NewContext,
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
