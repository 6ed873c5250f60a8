import type { AnalysisSettings, Assignment, ExperimentMetric, MetricType } from '@groundswell/contracts';
import { CohortEntity, ExperimentEntity, ExperimentLayerEntity, MetricEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { FieldProblem } from './draft-problems.js';

interface Referring {
  id?: number;
  projectId: number;
  assignment: Assignment;
  metrics: ExperimentMetric[];
  settings: AnalysisSettings;
  startedAt: Date | null;
}

/** What an experiment names must be of its own project, and its range of a layer free. */
@Injectable()
export class ReferencesService {
  async problems(manager: EntityManager, experiment: Referring): Promise<FieldProblem[]> {
    const found = [
      await metricsUnknown(manager, experiment),
      await holdoutUnknown(manager, experiment),
      await layerProblems(manager, experiment),
      await cohortsUnknown(manager, experiment),
    ];
    return found.flat();
  }
}

/** Of these no mean is that of people, day by day. */
const NOT_BY_DAY: readonly MetricType[] = ['ratio', 'mean', 'quantile'];

async function metricsUnknown(
  manager: EntityManager,
  { projectId, metrics, settings, startedAt }: Referring,
): Promise<FieldProblem[]> {
  const ids = metrics.map(({ metricId }) => metricId);
  const rows = await manager.findBy(MetricEntity, { projectId, id: In(ids) });
  const known = new Map(rows.map((row) => [row.id, row]));
  const problems = (metric: MetricEntity | undefined, use: ExperimentMetric): string | null => {
    if (!metric) return `this project has no metric ${use.metricId}`;
    if (metric.archivedAt && !startedAt) return 'is archived: bring it back first, or choose another';
    const moves = settings.bandit && use.role === 'goal';
    return moves && NOT_BY_DAY.includes(metric.definition.type)
      ? `a bandit cannot follow a ${metric.definition.type}: choose a proportion, count, revenue, retention or funnel`
      : null;
  };
  return metrics.flatMap((use, index) => {
    const message = problems(known.get(use.metricId), use);
    return message === null ? [] : [{ path: `metrics.${index}.metricId`, message }];
  });
}

async function holdoutUnknown(
  manager: EntityManager,
  { projectId, assignment: { holdoutId } }: Referring,
): Promise<FieldProblem[]> {
  if (holdoutId === null) return [];
  const holdout = await manager.findOneBy(ExperimentEntity, { projectId, id: holdoutId, kind: 'holdout' });
  return holdout
    ? []
    : [{ path: 'assignment.holdoutId', message: `this project has no holdout ${holdoutId}` }];
}

/** The layer is locked until the transaction ends, so that two cannot take the same range at once. */
async function layerProblems(
  manager: EntityManager,
  { id, projectId, assignment: { layer } }: Referring,
): Promise<FieldProblem[]> {
  if (!layer) return [];
  const where = { projectId, id: layer.id };
  const known = await manager.findOne(ExperimentLayerEntity, { where, lock: { mode: 'pessimistic_write' } });
  if (!known) return [{ path: 'assignment.layer.id', message: `this project has no layer ${layer.id}` }];
  const [from, to] = layer.range;
  return (await takenOf(manager, projectId, layer.id))
    .filter(({ experimentId, range }) => experimentId !== id && range[0] < to && from < range[1])
    .map(({ name, range }) => ({
      path: 'assignment.layer.range',
      message: `${range[0]} to ${range[1]} of the layer is taken by "${name}"`,
    }));
}

export interface TakenRange {
  experimentId: number;
  name: string;
  range: [number, number];
}

/** Ranges of a layer that drafts and running experiments have, in order. */
export async function takenOf(
  manager: EntityManager,
  projectId: number,
  layerId: number,
): Promise<TakenRange[]> {
  const rows = await manager
    .createQueryBuilder(ExperimentEntity, 'row')
    .where({ projectId, state: In(['draft', 'running']) })
    .andWhere(`row.assignment -> 'layer' ->> 'id' = :layerId`, { layerId: String(layerId) })
    .getMany();
  const taken = rows.flatMap(({ id, name, assignment: { layer } }) =>
    layer ? [{ experimentId: id, name, range: layer.range }] : [],
  );
  return taken.sort((a, b) => a.range[0] - b.range[0]);
}

async function cohortsUnknown(
  manager: EntityManager,
  { projectId, assignment: { cohortIds } }: Referring,
): Promise<FieldProblem[]> {
  const rows = await manager.findBy(CohortEntity, { projectId, id: In(cohortIds) });
  const known = new Set(rows.map(({ id }) => id));
  return cohortIds.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ path: `assignment.cohortIds.${index}`, message: `this project has no cohort ${id}` }],
  );
}
