import type { AlertState } from '@groundswell/contracts';
import { CONFIG, type Config, ProblemException, isOutage } from '@groundswell/platform';
import {
  AlertDeliveryEntity,
  AlertEntity,
  type AlertRunEntity,
  AlertRunEntity as Run,
  ProjectEntity,
  ReportEntity,
} from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AlertLook } from './alert-look.js';
import { type Told, messageOf } from './message.js';
import { nextRun } from './next-run.js';

const AGAIN_MS = 60_000;

/** Looks at alerts that are due. A look, the state after it and its messages are written together or not at all. */
@Injectable()
export class AlertCheck {
  constructor(
    private readonly dataSource: DataSource,
    private readonly looks: AlertLook,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Looks at the one that is due longest and in nobody else's hands; false where none is. */
  checkNext(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const alert = await manager
        .createQueryBuilder(AlertEntity, 'alert')
        .where('alert.enabled AND alert.nextRunAt <= now()')
        .orderBy('alert.nextRunAt')
        .limit(1)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getOne();
      if (!alert) return false;
      await this.check(alert, manager);
      return true;
    });
  }

  private async check(alert: AlertEntity, manager: EntityManager): Promise<void> {
    const project = await manager.findOneByOrFail(ProjectEntity, { id: alert.projectId });
    const told = await this.judge(alert, project, manager);
    if (!told) return this.postpone(alert, manager);
    const next = nextRun(alert.schedule, project.timeZone, new Date());
    const isNew = told.bucket === null || told.bucket !== alert.lastBucket || told.state !== alert.state;
    if (isNew) await this.keep(alert, told, manager);
    // Not through the entity: a look is no change of the alert, and its version stays.
    await manager.query(`UPDATE alerts SET next_run_at = $1, state = $2, last_bucket = $3 WHERE id = $4`, [
      next,
      told.state,
      told.bucket ?? alert.lastBucket,
      alert.id,
    ]);
  }

  /** An engine that is away, or too busy for it, says nothing of the numbers: later, and after the alerts of others. */
  private async postpone({ id }: AlertEntity, manager: EntityManager): Promise<void> {
    const later = new Date(Date.now() + AGAIN_MS);
    await manager.query(`UPDATE alerts SET next_run_at = $1 WHERE id = $2`, [later, id]);
  }

  /** Null where nobody can say now. */
  private async judge(
    alert: AlertEntity,
    project: ProjectEntity,
    manager: EntityManager,
  ): Promise<Told | null> {
    const report = await manager.findOneByOrFail(ReportEntity, { id: alert.reportId });
    try {
      const { verdict } = await this.looks.look(project, report, alert.measure, alert.rule);
      return { ...verdict, state: verdict.outcome, problem: null };
    } catch (error) {
      if (isAway(error)) return null;
      const problem = error instanceof Error ? error.message : String(error);
      return { state: 'failed', bucket: null, value: null, low: null, high: null, problem };
    }
  }

  private async keep(alert: AlertEntity, told: Told, manager: EntityManager): Promise<void> {
    const { state, bucket, value, low, high, problem } = told;
    const run: AlertRunEntity = await manager.save(
      manager.create(Run, { alertId: alert.id, state, bucket, value, low, high, problem }),
    );
    if (!isTold(alert.state, state)) return;
    const message = messageOf(alert, told, this.config.publicUrl);
    await manager.insert(
      AlertDeliveryEntity,
      alert.channels.map(({ id }) => ({
        runId: run.id,
        channelId: id,
        message,
        nextAttemptAt: new Date(),
      })),
    );
  }
}

function isAway(error: unknown): boolean {
  return isOutage(error) || (error instanceof ProblemException && error.getStatus() >= 500);
}

/** What begins and what ends is told; what goes on, and a first look that finds all well, is not. */
export function isTold(before: AlertState, after: AlertState): boolean {
  if (before === after) return false;
  return after !== 'ok' || before !== 'waiting';
}
