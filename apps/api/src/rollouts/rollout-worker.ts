import { Injectable } from '@nestjs/common';
import { RepeatedWorker } from '../workers/repeated-worker.js';
import { RolloutCheck } from './rollout-check.js';

const IDLE_MS = 5_000;

/** Watches guarded roll-outs for as long as the application runs; several processes share the work. */
@Injectable()
export class RolloutWorker extends RepeatedWorker {
  constructor(private readonly check: RolloutCheck) {
    super('Roll-outs', IDLE_MS);
  }

  /** All that is due now. */
  async turn(): Promise<void> {
    await this.attempt(async () => {
      while (!this.isStopped && (await this.check.lookNext()));
    }, 'A guarded roll-out cannot be looked at, and is tried again');
  }
}
