import { isOutage } from '@groundswell/platform';
import { ErasureStore } from '@groundswell/postgres';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ErasureJob } from './erasure-job.js';

/** How soon an erasure that was asked for elsewhere, or left by a process that died, is found. */
const IDLE_MS = 2_000;
const BUSY_MS = 250;
/** Failures in a row that are no outage, after which an erasure is reported as failed. */
const MOST_FAILURES = 20;

/** Carries out erasures for as long as the application runs; of several processes one at a time does. */
@Injectable()
export class ErasureWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Erasure');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;
  private failures = 0;

  constructor(
    private readonly job: ErasureJob,
    private readonly store: ErasureStore,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.store.reopenFailed().catch((error: unknown) => this.report(error));
    this.schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** There is something to do. */
  wake(): void {
    this.schedule(0);
  }

  private schedule(afterMs: number): void {
    if (this.isStopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.running = this.running.then(() => this.turn());
    }, afterMs).unref();
  }

  private async turn(): Promise<void> {
    let isBusy = false;
    try {
      await this.store.alone(async () => {
        isBusy = await this.job.advance();
      });
      this.failures = 0;
    } catch (error) {
      await this.report(error);
    }
    if (!this.timer) this.schedule(isBusy ? BUSY_MS : IDLE_MS);
  }

  private async report(error: unknown): Promise<void> {
    if (isOutage(error) || this.isStopped) return;
    const text = error instanceof Error ? error.message : String(error);
    this.logger.error(`Erasing people fails and is tried again: ${text}`);
    if (++this.failures < MOST_FAILURES) return;
    this.failures = 0;
    const open = await this.store.open().catch(() => []);
    for (const { id } of open) {
      await this.store
        .fail(
          id,
          'It failed again and again; the log of the API says why. It is tried again when the API starts.',
        )
        .catch(() => undefined);
    }
  }
}
