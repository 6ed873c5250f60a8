import { EVENTS_TOPIC } from '@groundswell/contracts';
import type { AppendResult } from '@groundswell/event-log';
import { BatchIntents } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';

/**
 * How far the events topic is stored. A range counts as stored also where every record of it was dropped or became
 * a dead letter.
 */
@Injectable()
export class PipelineProgress {
  constructor(private readonly intents: BatchIntents) {}

  /** Per partition, the offset after the last one that is stored. */
  storedUpTo(topic = EVENTS_TOPIC): Promise<Map<number, bigint>> {
    return this.intents.storedUpTo(topic);
  }

  /** True once all these records are stored and can be queried. */
  async hasStored(appended: AppendResult, topic = EVENTS_TOPIC): Promise<boolean> {
    const storedUpTo = await this.storedUpTo(topic);
    return appended.every(({ partition, lastOffset }) => (storedUpTo.get(partition) ?? 0n) > lastOffset);
  }
}
