import { Injectable } from '@nestjs/common';
import { RepeatedWorker } from '../workers/repeated-worker.js';
import { BanditStep } from './bandit-step.js';

/** Soon after midnight, wherever that is. */
const IDLE_MS = 60_000;
/** One that cannot be moved yet is computed again after so long. */
const AGAIN_MS = 60 * 60_000;

/** Moves the weights of bandits for as long as the application runs; of several processes the first does. */
@Injectable()
export class BanditWorker extends RepeatedWorker {
  private readonly restsUntil = new Map<number, number>();

  constructor(private readonly step: BanditStep) {
    super('Bandits', IDLE_MS);
  }

  async turn(): Promise<void> {
    await this.attempt(async () => {
      for (const experiment of await this.step.running()) {
        if (this.isStopped) return;
        if ((this.restsUntil.get(experiment.id) ?? 0) > Date.now()) continue;
        await this.attempt(async () => {
          const outcome = await this.step.move(experiment);
          if (outcome === 'tooFew') this.restsUntil.set(experiment.id, Date.now() + AGAIN_MS);
        }, `The weights of experiment ${experiment.id} cannot be moved, and are tried again`);
      }
    }, 'Bandits cannot be found');
  }
}
