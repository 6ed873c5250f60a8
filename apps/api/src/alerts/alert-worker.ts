import { Injectable } from '@nestjs/common';
import { RepeatedWorker } from '../workers/repeated-worker.js';
import { AlertCheck } from './alert-check.js';
import { AlertDeliveries } from './alert-deliveries.js';

const IDLE_MS = 5_000;

/** Looks at alerts and sends their messages for as long as the application runs; several processes share the work. */
@Injectable()
export class AlertWorker extends RepeatedWorker {
  constructor(
    private readonly check: AlertCheck,
    private readonly deliveries: AlertDeliveries,
  ) {
    super('Alerts', IDLE_MS);
  }

  /** All that is due now. */
  async turn(): Promise<void> {
    for (const next of [() => this.check.checkNext(), () => this.deliveries.sendNext()]) {
      await this.attempt(async () => {
        while (!this.isStopped && (await next()));
      }, 'Alerts fail and are tried again');
    }
  }
}
