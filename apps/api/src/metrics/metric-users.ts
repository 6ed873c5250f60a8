import { ProblemException } from '@groundswell/platform';
import { ExperimentEntity, FlagEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';

/** Experiments that are read by a metric, and flags that it guards. */
@Injectable()
export class MetricUsers {
  constructor(@InjectRepository(ExperimentEntity) private readonly rows: Repository<ExperimentEntity>) {}

  /** @throws ProblemException 409 where an experiment or the guard of a roll-out has it */
  async mustHaveNone(projectId: number, metricId: number): Promise<void> {
    const [user] = await this.of(projectId, metricId);
    if (user) throw inUse(user.name);
    const flag = await this.guardedBy(projectId, metricId, 'any');
    if (flag) throw inUse(flag.key);
  }

  /**
   * What a started test is read by is as fixed as the test, and what a roll-out is watched by as long as it is watched.
   * @throws ProblemException 409
   */
  async mustNotFixIt(projectId: number, metricId: number): Promise<void> {
    const user = (await this.of(projectId, metricId)).find(({ startedAt }) => startedAt !== null);
    if (user)
      throw fixed(`is fixed since the start of "${user.name}", which is read by it. Make another metric`);
    const flag = await this.guardedBy(projectId, metricId, 'in use');
    if (flag) throw fixed(`is fixed while it guards "${flag.key}". Make another metric`);
  }

  /** @throws ProblemException 409 where an experiment that runs or a roll-out is watched by it */
  async mustNotNeedIt(projectId: number, metricId: number): Promise<void> {
    const user = (await this.of(projectId, metricId)).find(({ state }) => state === 'running');
    const name = user?.name ?? (await this.guardedBy(projectId, metricId, 'in use'))?.key;
    if (name === undefined) return;
    const detail = `"${name}" is watched by this metric, so it cannot be archived yet.`;
    throw new ProblemException(409, detail).coded('metric_watches', { name });
  }

  private guardedBy(
    projectId: number,
    metricId: number,
    which: 'any' | 'in use',
  ): Promise<FlagEntity | null> {
    return this.rows.manager
      .createQueryBuilder(FlagEntity, 'flag')
      .where(which === 'any' ? { projectId } : { projectId, archivedAt: IsNull() })
      .andWhere('flag.rules @> :used', { used: JSON.stringify([{ guard: { metrics: [{ metricId }] } }]) })
      .orderBy('flag.id')
      .getOne();
  }

  private of(projectId: number, metricId: number): Promise<ExperimentEntity[]> {
    return this.rows
      .createQueryBuilder('row')
      .where({ projectId })
      .andWhere('row.metrics @> :used', { used: JSON.stringify([{ metricId }]) })
      .orderBy('row.id')
      .getMany();
  }
}

function fixed(message: string): ProblemException {
  return new ProblemException(409, `definition: ${message}.`, [{ path: 'definition', message }]);
}

function inUse(name: string): ProblemException {
  const detail = `"${name}" is read by this metric, so it cannot be deleted.`;
  return new ProblemException(409, detail).coded('metric_in_use', { name });
}
