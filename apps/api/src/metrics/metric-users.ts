import { ProblemException } from '@groundswell/platform';
import { ExperimentEntity, FlagEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';

/** Experiments that are read by a metric, and flags that it guards. */
@Injectable()
export class MetricUsers {
  constructor(@InjectRepository(ExperimentEntity) private readonly rows: Repository<ExperimentEntity>) {}

  /** @throws ProblemException 409 where an experiment or the guard of a roll-out has it */
  async mustHaveNone(projectId: number, metricId: number): Promise<void> {
    const [user] = await this.of(projectId, metricId);
    if (user) throw inUse(user.name);
    const flag = await this.guardedBy(projectId, metricId);
    if (flag) throw inUse(flag.key);
  }

  /** What a started test is read by is as fixed as the test. @throws ProblemException 409 */
  async mustNotBeStarted(projectId: number, metricId: number): Promise<void> {
    const user = (await this.of(projectId, metricId)).find(({ startedAt }) => startedAt !== null);
    if (!user) return;
    const message = `is fixed since the start of "${user.name}", which is read by it. Make another metric`;
    throw new ProblemException(409, `definition: ${message}.`, [{ path: 'definition', message }]);
  }

  private guardedBy(projectId: number, metricId: number): Promise<FlagEntity | null> {
    return this.rows.manager
      .createQueryBuilder(FlagEntity, 'flag')
      .where({ projectId })
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

function inUse(name: string): ProblemException {
  const detail = `"${name}" is read by this metric, so it cannot be deleted.`;
  return new ProblemException(409, detail).coded('metric_in_use', { name });
}
