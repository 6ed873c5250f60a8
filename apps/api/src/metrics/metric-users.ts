import { ProblemException } from '@groundswell/platform';
import { ExperimentEntity, FlagEntity, type MetricEntity } from '@groundswell/postgres';
import type { EntityManager } from 'typeorm';
import { watchingRules } from '../rollouts/watching-rules.js';

/*
 * Experiments that are read by a metric, and flags that it guards. Whoever asks holds the row of the metric until their
 * transaction ends, so that nothing begins to use it in between (`holdMetrics`).
 */

type Metric = Pick<MetricEntity, 'id' | 'projectId'>;

/** @throws ProblemException 409 where an experiment or the guard of a roll-out has it */
export async function mustHaveNone(manager: EntityManager, metric: Metric): Promise<void> {
  const [experiment] = await experimentsWith(manager, metric);
  if (experiment) throw inUse(experiment.name);
  const [flag] = await flagsWith(manager, metric);
  if (flag) throw inUse(flag.key);
}

/**
 * What a started test is read by is as fixed as the test, and what a roll-out is watched by as long as it is watched.
 * @throws ProblemException 409
 */
export async function mustNotFixIt(manager: EntityManager, metric: Metric): Promise<void> {
  const started = (await experimentsWith(manager, metric)).find(({ startedAt }) => startedAt !== null);
  if (started)
    throw fixed(`is fixed since the start of "${started.name}", which is read by it. Make another metric`);
  const flag = await watchedFlag(manager, metric);
  if (flag) throw fixed(`is fixed while it guards "${flag.key}". Make another metric`);
}

/** @throws ProblemException 409 where an experiment that runs or a roll-out is watched by it */
export async function mustNotNeedIt(manager: EntityManager, metric: Metric): Promise<void> {
  const running = (await experimentsWith(manager, metric)).find(({ state }) => state === 'running');
  const name = running?.name ?? (await watchedFlag(manager, metric))?.key;
  if (name === undefined) return;
  const detail = `"${name}" is watched by this metric, so it cannot be archived yet.`;
  throw new ProblemException(409, detail).coded('metric_watches', { name });
}

/** A flag of which a roll-out is watched by it now. */
async function watchedFlag(manager: EntityManager, metric: Metric): Promise<FlagEntity | undefined> {
  const flags = await flagsWith(manager, metric);
  const watching = await watchingRules(manager, flags);
  return flags.find(({ id }) =>
    watching.get(id)!.some(({ guard }) => guard.metrics.some(({ metricId }) => metricId === metric.id)),
  );
}

function flagsWith(manager: EntityManager, { id: metricId, projectId }: Metric): Promise<FlagEntity[]> {
  return manager
    .createQueryBuilder(FlagEntity, 'flag')
    .where({ projectId })
    .andWhere('flag.rules @> :used', { used: JSON.stringify([{ guard: { metrics: [{ metricId }] } }]) })
    .orderBy('flag.id')
    .getMany();
}

function experimentsWith(
  manager: EntityManager,
  { id: metricId, projectId }: Metric,
): Promise<ExperimentEntity[]> {
  return manager
    .createQueryBuilder(ExperimentEntity, 'row')
    .where({ projectId })
    .andWhere('row.metrics @> :used', { used: JSON.stringify([{ metricId }]) })
    .orderBy('row.id')
    .getMany();
}

function fixed(message: string): ProblemException {
  return new ProblemException(409, `definition: ${message}.`, [{ path: 'definition', message }]);
}

function inUse(name: string): ProblemException {
  const detail = `"${name}" is read by this metric, so it cannot be deleted.`;
  return new ProblemException(409, detail).coded('metric_in_use', { name });
}
