import { describe, expect, it } from '@jest/globals';
import type { ConsumerOptions, EventLog, LogBatch } from '@groundswell/event-log';
import { Pipeline } from './pipeline.js';
import type { PipelinePorts } from './ports/ports.js';

const BATCH: LogBatch = {
  topic: 't',
  partition: 0,
  endOffset: 1n,
  records: [{ offset: 0n, key: '', value: Buffer.alloc(0), timestamp: 1 }],
};

/** A pipeline whose topic was made anew: it ends at 1, and ten records were stored. */
class World {
  readonly lines: string[] = [];
  /** What setting the old log aside fails with. */
  failure: Error | null = null;
  private consumer!: ConsumerOptions;
  private readonly pipeline: Pipeline;

  constructor() {
    const log: Partial<EventLog> = {
      identity: async () => 'log',
      progress: async () => [{ partition: 0, committed: 0n, end: 1n }],
      consume: async (options) => {
        this.consumer = options;
        return { stop: async () => undefined };
      },
    };
    const setAside = async () => {
      if (this.failure) throw this.failure;
    };
    const intents: Partial<PipelinePorts['intents']> = {
      adoptLog: async () => null,
      storedUpTo: async () => new Map([[0, 10n]]),
      forget: async () => undefined,
    };
    const ports = { events: { setAside }, intents, projects: { forget: () => undefined } };
    const note = (text: string) => void this.lines.push(text);
    this.pipeline = new Pipeline({
      log: log as EventLog,
      ports: ports as unknown as PipelinePorts,
      logger: { log: note, warn: note, error: note },
    });
  }

  start = () => this.pipeline.start();
  stop = () => this.pipeline.stop();

  /** Hands the batch over as a log does that can commit. */
  async read(): Promise<void> {
    const result = await this.consumer.onBatch(BATCH);
    await result?.afterCommit?.().catch((error: unknown) => this.consumer.onError?.(error));
  }
}

describe('Pipeline', () => {
  it('says once that a log that is gone cannot be set aside, and once that it was', async () => {
    const world = new World();
    await world.start();
    for (const failure of [new Error('away'), new Error('away'), null]) {
      world.failure = failure;
      await world.read();
    }
    await world.stop();
    expect(world.lines).toEqual([
      'Storing events of partition 0 fails and is tried again: away',
      expect.stringContaining('made anew'),
      'Storing events of partition 0 works again after 0 s.',
    ]);
  });
});
