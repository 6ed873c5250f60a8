import { ConversionOutbox } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { RepeatedWorker } from '../workers/repeated-worker.js';
import { ConversionFill } from './conversion-fill.js';
import { ConversionSend } from './conversion-send.js';

const IDLE_MS = 5_000;
const PRUNE_EVERY_MS = 3_600_000;
/** Longer than any network takes conversions for: what is forgotten and comes again is too old. */
const KEEP_DAYS = 120;

/** Fills and empties the outbox for as long as the application runs; several processes share the work. */
@Injectable()
export class ConversionWorker extends RepeatedWorker {
  private prunedAt = 0;

  constructor(
    private readonly filling: ConversionFill,
    private readonly sending: ConversionSend,
    private readonly outbox: ConversionOutbox,
  ) {
    super('Conversions', IDLE_MS);
  }

  /** All that is due now. */
  async turn(): Promise<void> {
    for (const next of [() => this.filling.fillNext(), () => this.sending.sendNext(), () => this.prune()]) {
      await this.attempt(async () => {
        while (!this.isStopped && (await next()));
      }, 'Conversions fail and are tried again');
    }
  }

  private async prune(): Promise<boolean> {
    if (Date.now() - this.prunedAt < PRUNE_EVERY_MS) return false;
    this.prunedAt = Date.now();
    await this.outbox.prune(KEEP_DAYS);
    return false;
  }
}
