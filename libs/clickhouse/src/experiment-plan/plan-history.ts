import type { MetricDefinition } from '@groundswell/contracts';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { type PlanHistory, baselineOf, firstExposures, isPlanned } from './plan-history.query.js';

export interface Baseline {
  n: number;
  mean: number;
  variance: number;
}

/** People who would have been exposed, by the local day on which they first were. */
export async function exposuresByDay(
  client: ClickHouseClient,
  project: ProjectSettings,
  history: Omit<PlanHistory, 'anyMerges'>,
): Promise<Map<string, number>> {
  const anyMerges = await hasMerges(client, project.id);
  const sql = firstExposures(project, { ...history, anyMerges });
  const rows = await ask<{ day: string; people: number | string }>(client, sql).catch(orRegexProblem);
  return new Map(rows.map(({ day, people }) => [day, Number(people)]));
}

/** What a metric came to of those people; null where history does not tell. */
export async function baselineFromHistory(
  client: ClickHouseClient,
  project: ProjectSettings,
  history: Omit<PlanHistory, 'anyMerges'>,
  definition: MetricDefinition,
): Promise<Baseline | null> {
  if (!isPlanned(definition)) return null;
  const anyMerges = await hasMerges(client, project.id);
  const sql = baselineOf(project, { ...history, anyMerges }, definition);
  type Row = { n: number | string; mean: number | null; variance: number | null };
  const [row] = await ask<Row>(client, sql).catch(orRegexProblem);
  if (!row || Number(row.n) < 2 || row.mean === null) return null;
  return { n: Number(row.n), mean: row.mean, variance: row.variance ?? 0 };
}
