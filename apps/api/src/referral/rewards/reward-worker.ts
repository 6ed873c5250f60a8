import { isOutage } from '@groundswell/platform';
import { ProjectEntity, ReferralProgramEntity } from '@groundswell/postgres';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { settingsOf } from '../../projects/settings-of.js';
import { RewardsService } from './rewards.service.js';

/** What is earned and what is ripe need not be known sooner. */
const EVERY_MS = 10 * 60_000;

/** Settles the rewards of all programmes again and again, for as long as the application runs. */
@Injectable()
export class RewardWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Rewards');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly rewards: RewardsService,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn().finally(() => this.schedule());
    }, EVERY_MS).unref();
  }

  /** Each programme that gives rewards, once; one that fails keeps no other from it. */
  async turn(): Promise<void> {
    try {
      for (const program of await this.rewarding()) await this.settle(program);
    } catch (error) {
      if (!isOutage(error)) throw error;
    }
  }

  private async settle(program: ReferralProgramEntity): Promise<void> {
    if (this.isStopped) return;
    try {
      const project = await this.dataSource
        .getRepository(ProjectEntity)
        .findOneByOrFail({ id: program.projectId });
      await this.rewards.settle(settingsOf(project), program, new Date());
    } catch (error) {
      if (isOutage(error) || this.isStopped) return;
      this.logger.error(`Rewards of programme ${program.id} fail and are tried again: ${String(error)}`);
    }
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
