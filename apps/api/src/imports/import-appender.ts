import { EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import {
  EVENT_LOG,
  type AppendResult,
  type EventLog,
  EventLogUnavailable,
  type NewRecord,
} from '@groundswell/event-log';
import { BatchIntents } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

/** Unstored records beyond this wait in the file, so that live events do not wait behind an import. */
const MAX_AHEAD = 50_000n;
const LONGEST_OUTAGE_MS = 15 * 60_000;

/** The way of an import's records into the log, at the pace of the pipeline, and the wait until they are stored. */
@Injectable()
export class ImportAppender {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly intents: BatchIntents,
  ) {}

  /** Tries again while the log is away. @throws EventLogUnavailable after 15 minutes; AbortError */
  async append(records: NewRecord[], signal: AbortSignal): Promise<AppendResult> {
    const giveUpAt = Date.now() + LONGEST_OUTAGE_MS;
    for (let pause = 250; ; pause = Math.min(pause * 2, 10_000)) {
      signal.throwIfAborted();
      try {
        return await this.log.append(EVENTS_TOPIC, records);
      } catch (error) {
        if (!(error instanceof EventLogUnavailable) || Date.now() > giveUpAt) throw error;
        await sleep(pause, undefined, { signal });
      }
    }
  }

  async waitUntilNear(signal: AbortSignal): Promise<void> {
    for (;;) {
      const parts = await this.log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
      const ahead = parts.reduce((sum, { committed, end }) => sum + (end - committed), 0n);
      if (ahead <= MAX_AHEAD) return;
      await sleep(100, undefined, { signal });
    }
  }

  /** Resolves once the pipeline has stored everything up to `offsets` (partition to last offset). */
  async waitUntilStored(offsets: Record<string, string>, signal: AbortSignal): Promise<void> {
    const ends = Object.entries(offsets).map(
      ([partition, last]) => [Number(partition), BigInt(last)] as const,
    );
    for (;;) {
      const stored = await this.intents.storedUpTo(EVENTS_TOPIC);
      if (ends.every(([partition, last]) => (stored.get(partition) ?? 0n) > last)) return;
      await sleep(100, undefined, { signal });
    }
  }
}
