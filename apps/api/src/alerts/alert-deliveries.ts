import { AlertDeliveryEntity, AlertEntity, AlertRunEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AlertSender, Undeliverable } from './alert-sender.js';

const MOST_ATTEMPTS = 8;
/** 1, 2, 4, … minutes: two hours in all. */
const waitMs = (attempts: number) => 60_000 * 2 ** (attempts - 1);

/** Sends messages that are due, each until it has arrived, is refused for good, or was tried often enough. */
@Injectable()
export class AlertDeliveries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sender: AlertSender,
  ) {}

  /** The one that is due longest; false where none is. */
  sendNext(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const delivery = await manager
        .createQueryBuilder(AlertDeliveryEntity, 'delivery')
        .where(`delivery.state = 'pending' AND delivery.nextAttemptAt <= now()`)
        .orderBy('delivery.nextAttemptAt')
        .limit(1)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getOne();
      if (!delivery) return false;
      const { id, ...outcome } = await this.attempt(delivery, manager);
      await manager.update(AlertDeliveryEntity, { id }, outcome);
      return true;
    });
  }

  private async attempt(delivery: AlertDeliveryEntity, manager: EntityManager) {
    const attempts = delivery.attempts + 1;
    try {
      await this.send(delivery, manager);
      return { id: delivery.id, attempts, state: 'sent' as const, problem: null };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const isOver = error instanceof Undeliverable || attempts >= MOST_ATTEMPTS;
      const nextAttemptAt = new Date(Date.now() + waitMs(attempts));
      const state = isOver ? ('failed' as const) : ('pending' as const);
      return { id: delivery.id, attempts, state, problem: problem.slice(0, 500), nextAttemptAt };
    }
  }

  private async send({ runId, channelId, message }: AlertDeliveryEntity, manager: EntityManager) {
    const { alertId } = await manager.findOneByOrFail(AlertRunEntity, { id: runId });
    const { channels, projectId } = await manager.findOneByOrFail(AlertEntity, { id: alertId });
    const channel = channels.find(({ id }) => id === channelId);
    if (!channel) throw new Undeliverable('The channel was removed meanwhile.');
    await this.sender.send(projectId, channel, message);
  }
}
