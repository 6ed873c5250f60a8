import { isOutage } from '@groundswell/platform';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AlertCheck } from './alert-check.js';
import { AlertDeliveries } from './alert-deliveries.js';

const IDLE_MS = 5_000;

/** Looks at alerts and sends their messages for as long as the application runs; several processes share the work. */
@Injectable()
export class AlertWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Alerts');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly check: AlertCheck,
    private readonly deliveries: AlertDeliveries,
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
    }, IDLE_MS).unref();
  }

  /** All that is due now. */
  async turn(): Promise<void> {
    for (const next of [() => this.check.checkNext(), () => this.deliveries.sendNext()]) {
      try {
        while (!this.isStopped && (await next()));
      } catch (error) {
        if (isOutage(error) || this.isStopped) return;
        this.logger.error(`Alerts fail and are tried again: ${String(error)}`);
      }
    }
  }
}
