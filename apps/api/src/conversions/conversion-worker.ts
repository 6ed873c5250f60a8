import { isOutage } from '@groundswell/platform';
import { ConversionOutbox } from '@groundswell/postgres';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ConversionFill } from './conversion-fill.js';
import { ConversionSend } from './conversion-send.js';

const IDLE_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Longer than any network takes conversions for: what is forgotten and comes again is too old. */
const KEEP_DAYS = 120;

/** Fills and empties the outbox for as long as the application runs; several processes share the work. */
@Injectable()
export class ConversionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Conversions');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;
  private prunedAt = 0;

  constructor(
    private readonly filling: ConversionFill,
    private readonly sending: ConversionSend,
    private readonly outbox: ConversionOutbox,
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
    for (const next of [() => this.filling.fillNext(), () => this.sending.sendNext(), () => this.prune()]) {
      try {
        while (!this.isStopped && (await next()));
      } catch (error) {
        if (isOutage(error) || this.isStopped) return;
        this.logger.error(`Conversions fail and are tried again: ${String(error)}`);
      }
    }
  }

  private async prune(): Promise<boolean> {
    if (Date.now() - this.prunedAt < PRUNE_EVERY_MS) return false;
    this.prunedAt = Date.now();
    await this.outbox.prune(KEEP_DAYS);
    return false;
  }
}
