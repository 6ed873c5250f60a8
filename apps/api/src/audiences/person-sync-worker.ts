import { isOutage } from '@groundswell/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PersonSync } from './person-sync.js';

const EVERY_MS = 60_000;

/**
 * Keeps what is to be handed on small, so that the first question about people after an import need not wait for all of it. No
 * answer rests on it: each question hands on the rest itself.
 */
@Injectable()
export class PersonSyncWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Persons');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly sync: PersonSync) {}

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

  private async turn(): Promise<void> {
    await this.sync.catchUp().catch((error: unknown) => {
      if (isOutage(error) || this.isStopped) return;
      this.logger.error(`Properties of people cannot be brought to ClickHouse: ${String(error)}`);
    });
  }
}
