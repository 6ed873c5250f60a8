import { type LogRecord } from '@groundswell/event-log';
import type { OffsetRange } from '@groundswell/postgres';
import type { MergePublisher } from '../merges/merge-publisher.js';
import { pipelineMetrics } from '../metrics/pipeline-metrics.js';
import type { PipelinePorts } from '../ports/ports.js';
import type { BatchResult } from './batch-result.js';
import { type BatchServices, processBatch, type RecordRange } from './process-batch.js';

/**
 * Names one insert for good: the same range of the same log gives the same token. The time of the first record
 * tells it from the same offsets of a topic that was deleted and made anew.
 */
export function insertToken(
  { topic, partition, records }: RecordRange,
  { first, last }: OffsetRange,
): string {
  const born = records[0]!.timestamp;
  return `${topic}:${partition}:${first}-${last}@${born}`;
}

/** Stores all effects of a range of records. Every one of them may be repeated. */
export class BatchStore {
  constructor(
    private readonly ports: PipelinePorts,
    private readonly services: BatchServices,
    private readonly merges: MergePublisher,
  ) {}

  async store(topic: string, partition: number, records: LogRecord[], range: OffsetRange): Promise<void> {
    const end = pipelineMetrics.batchSeconds.startTimer();
    const recordRange = { topic, partition, records };
    try {
      const result = await processBatch(recordRange, this.services);
      await this.storeResult(result, insertToken(recordRange, range));
      count(result, records.length);
      pipelineMetrics.delaySeconds.observe((Date.now() - records[0]!.timestamp) / 1000);
    } catch (error) {
      // Merges that this try decided are not named again by the next one.
      this.merges.note();
      throw error;
    }
    end();
  }

  private async storeResult(result: BatchResult, token: string): Promise<void> {
    try {
      await this.storeRows(result, token);
      this.merges.note(result.merges);
      await this.merges.flush();
      await this.ports.deadLetters.add(result.deadLetters);
      result.stored();
    } finally {
      result.release();
    }
  }

  private async storeRows({ rows }: BatchResult, token: string): Promise<void> {
    if (rows.length === 0) return;
    const end = pipelineMetrics.insertSeconds.startTimer();
    await this.ports.events.insert(rows, token);
    end();
  }
}

function count(result: BatchResult, records: number): void {
  pipelineMetrics.rows.inc(result.rows.length);
  pipelineMetrics.batchRecords.observe(records);
  for (const [reason, times] of result.drops) pipelineMetrics.dropped.inc({ reason }, times);
  for (const { reason } of result.deadLetters) pipelineMetrics.deadLetters.inc({ reason });
}
