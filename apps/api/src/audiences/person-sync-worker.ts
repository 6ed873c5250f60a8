import { Injectable } from '@nestjs/common';
import { RepeatedWorker } from '../workers/repeated-worker.js';
import { PersonSync } from './person-sync.js';

const EVERY_MS = 60_000;

/**
 * Keeps what is to be handed on small, so that the first question about people after an import need not wait for all of it. No
 * answer rests on it: each question hands on the rest itself.
 */
@Injectable()
export class PersonSyncWorker extends RepeatedWorker {
  constructor(private readonly sync: PersonSync) {
    super('Persons', EVERY_MS);
  }

  async turn(): Promise<void> {
    await this.attempt(() => this.sync.catchUp(), 'Properties of people cannot be brought to ClickHouse');
  }
}
