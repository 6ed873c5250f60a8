import { ProjectEntity, ReferralProgramEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { settingsOf } from '../../projects/settings-of.js';
import { RepeatedWorker } from '../../workers/repeated-worker.js';
import { RewardsService } from './rewards.service.js';

/** What is earned and what is ripe need not be known sooner. */
const EVERY_MS = 10 * 60_000;

/** Settles the rewards of all programmes again and again, for as long as the application runs. */
@Injectable()
export class RewardWorker extends RepeatedWorker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rewards: RewardsService,
  ) {
    super('Rewards', EVERY_MS);
  }

  /** Each programme that gives rewards, once; one that fails keeps no other from it. */
  async turn(): Promise<void> {
    await this.attempt(async () => {
      for (const program of await this.rewarding())
        await this.attempt(
          () => this.settle(program),
          `Rewards of programme ${program.id} fail and are tried again`,
        );
    }, 'Programmes with rewards cannot be listed, which is tried again');
  }

  private async settle(program: ReferralProgramEntity): Promise<void> {
    if (this.isStopped) return;
    const project = await this.dataSource
      .getRepository(ProjectEntity)
      .findOneByOrFail({ id: program.projectId });
    await this.rewards.settle(settingsOf(project), program, new Date());
  }

  private rewarding(): Promise<ReferralProgramEntity[]> {
    return this.dataSource
      .getRepository(ReferralProgramEntity)
      .createQueryBuilder('program')
      .where(`jsonb_typeof(program.definition -> 'rewards') = 'object'`)
      .orderBy('program.id')
      .getMany();
  }
}
