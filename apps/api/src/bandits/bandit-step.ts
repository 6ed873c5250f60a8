import { localDay } from '@groundswell/clickhouse';
import type { MetricResult, WeightChange } from '@groundswell/contracts';
import { ExperimentEntity, ProjectEntity } from '@groundswell/postgres';
import { banditWeights, type Sample } from '@groundswell/statistics';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ResultsService } from '../experiment-results/results.service.js';

/** Moves the weights of a bandit, once on each local day of its project. */
@Injectable()
export class BanditStep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly results: ResultsService,
    private readonly audit: AuditService,
  ) {}

  /** Running bandits, of all projects. */
  running(): Promise<ExperimentEntity[]> {
    return this.dataSource
      .getRepository(ExperimentEntity)
      .createQueryBuilder('row')
      .where(`row.state = 'running' AND row.settings @> '{"bandit": true}'`)
      .orderBy('row.id')
      .getMany();
  }

  /**
   * On a day after that of the last change. Once a day, so that within a day of first exposures the shares are the same, and results
   * can be put together by days.
   * @returns `tooFew` while a variation has too few people to follow anything
   */
  async move(experiment: ExperimentEntity): Promise<'moved' | 'notDue' | 'tooFew'> {
    const project = await this.dataSource
      .getRepository(ProjectEntity)
      .findOneByOrFail({ id: experiment.projectId });
    const today = localDay(new Date(), project.timeZone);
    const known = weightsSoFar(experiment, project.timeZone);
    if (today <= known.at(-1)!.date) return 'notDue';
    const { results } = await this.results.measure(project, experiment);
    const weights = weightsBy(results.metrics.find(({ role }) => role === 'goal'));
    if (weights === null) return 'tooFew';
    await this.keep(experiment, [...known, { date: today, weights }]);
    return 'moved';
  }

  /** Only where nobody changed it meanwhile. */
  private keep({ id, projectId, version }: ExperimentEntity, changes: WeightChange[]): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const where = { id, projectId, version, state: 'running' as const };
      const row = await manager.findOne(ExperimentEntity, { where, lock: { mode: 'pessimistic_write' } });
      if (!row) return;
      const [before, now] = changes.slice(-2);
      row.variations = row.variations.map((one, arm) => ({ ...one, weight: now!.weights[arm]! }));
      row.weightChanges = changes;
      await manager.save(row);
      const detail = { before: before!.weights, weights: now!.weights, state: row.state };
      await this.audit.record(null, projectId, 'experiment.weights', `experiments/${id}`, detail, manager);
    });
  }
}

/** Since which local day which weights were: those of the start first. */
export function weightsSoFar(
  { weightChanges, variations, startedAt }: ExperimentEntity,
  timeZone: string,
): WeightChange[] {
  if (weightChanges.length > 0) return weightChanges;
  const date = localDay(startedAt ?? new Date(), timeZone);
  return [{ date, weights: variations.map(({ weight }) => weight) }];
}

/** Null while a variation has too few people, or nobody differs from anybody else. Rounded: SDKs are told of them. */
export function weightsBy(goal: MetricResult | undefined): number[] | null {
  const samples = goal?.variations.map(sampleOf) ?? [];
  if (!goal || samples.some((sample) => sample === null)) return null;
  const weights = banditWeights(samples as Sample[], goal.direction === 'down');
  return weights && rounded(weights);
}

function sampleOf({ n, mean, variance }: MetricResult['variations'][number]): Sample | null {
  return mean === null || variance === null ? null : { n, mean, variance };
}

const STEP = 10_000;

/** In steps of .0001, as people are hashed; what rounding leaves over goes to the largest. */
function rounded(weights: readonly number[]): number[] {
  const parts = weights.map((weight) => Math.round(weight * STEP));
  const largest = parts.indexOf(Math.max(...parts));
  parts[largest]! += STEP - parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / STEP);
}
