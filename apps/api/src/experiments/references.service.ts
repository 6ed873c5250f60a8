import type {
  AnalysisSettings,
  Assignment,
  ExperimentMetric,
  ExperimentState,
  MetricType,
} from '@groundswell/contracts';
import {
  CohortEntity,
  ExperimentEntity,
  ExperimentLayerEntity,
  type MetricEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { holdMetrics, whyNotUsed } from '../metrics/hold-metrics.js';
import type { FieldProblem } from './draft-problems.js';
import { experimentsOfLayer } from './experiments-of.js';

interface Referring {
  id?: number;
  projectId: number;
  assignment: Assignment;
  metrics: ExperimentMetric[];
  settings: AnalysisSettings;
  /** Absent: a draft that is not stored yet. */
  state?: ExperimentState;
}

/** What an experiment names must be of its own project, and its range of a layer free. */
@Injectable()
export class ReferencesService {
  /** @param readBy ids of metrics that it is read by since its start: also archived ones stay */
  async problems(
    manager: EntityManager,
    experiment: Referring,
    readBy: readonly number[] = [],
  ): Promise<FieldProblem[]> {
    const found = [
      await metricsUnknown(manager, experiment, readBy),
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
  { projectId, metrics, settings }: Referring,
  readBy: readonly number[],
): Promise<FieldProblem[]> {
  const ids = metrics.map(({ metricId }) => metricId);
  const known = await holdMetrics(manager, projectId, ids);
  const problems = (metric: MetricEntity | undefined, use: ExperimentMetric): string | null => {
    const isKept = metric !== undefined && readBy.includes(use.metricId);
    const why = isKept ? null : whyNotUsed(metric, use.metricId);
    if (why !== null || !metric) return why;
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

/** The holdout is locked until the transaction ends, so that it is not deleted meanwhile. */
async function holdoutUnknown(
  manager: EntityManager,
  { projectId, assignment: { holdoutId } }: Referring,
): Promise<FieldProblem[]> {
  if (holdoutId === null) return [];
  const where = { projectId, id: holdoutId, kind: 'holdout' as const };
  const holdout = await manager.findOne(ExperimentEntity, { where, lock: { mode: 'pessimistic_read' } });
  return holdout
    ? []
    : [{ path: 'assignment.holdoutId', message: `this project has no holdout ${holdoutId}` }];
}

/**
 * The layer is locked until the transaction ends, so that two cannot take the same range at once. The range of an experiment
 * that is over is free, and may be another's.
 */
async function layerProblems(
  manager: EntityManager,
  { id, projectId, assignment: { layer }, state = 'draft' }: Referring,
): Promise<FieldProblem[]> {
  if (!layer || !TAKING.includes(state)) return [];
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

/** States in which a range of a layer is an experiment's own. */
const TAKING: ExperimentState[] = ['draft', 'running'];

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
  const rows = await experimentsOfLayer(manager, projectId, layerId, TAKING).getMany();
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
