import { isOutage } from '@groundswell/platform';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/**
 * Work that is done again and again for as long as the application runs: the next turn starts so long after the last one
 * ended, and stopping waits for the turn in hand.
 */
export abstract class RepeatedWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger: Logger;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  protected isStopped = false;

  /**
   * @param name of its lines in the log
   * @param pauseMs between two turns
   */
  protected constructor(
    name: string,
    private readonly pauseMs: number,
  ) {
    this.logger = new Logger(name);
  }

  /** The turn that began by itself, until it ends. */
  get inHand(): Promise<void> {
    return this.running;
  }

  /** All that is due now. Says itself what fails, and never rejects. */
  abstract turn(): Promise<void>;

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** Does a piece of work. False where it failed, which is said unless an engine is away or the application stops. */
  protected async attempt(work: () => Promise<unknown>, failed: string): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!isOutage(error) && !this.isStopped)
        this.logger.error(`${failed}: ${String(error)}`, error instanceof Error ? error.stack : undefined);
      return false;
    }
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn().finally(() => this.schedule());
    }, this.pauseMs).unref();
  }
}
