import type { BatchResult, LogBatch } from '@groundswell/event-log';
import { pipelineMetrics } from './pipeline-metrics.js';

/** What the gauges tell of the partitions of one process. */
export class PartitionGauges {
  private readonly paused = new Set<number>();

  /** @returns to be called once the batch is no longer in hand */
  begin({ records }: LogBatch): () => void {
    const bytes = records.reduce((sum, { value }) => sum + value.length, 0);
    pipelineMetrics.recordsInHand.inc(records.length);
    pipelineMetrics.bytesInHand.inc(bytes);
    return () => {
      pipelineMetrics.recordsInHand.dec(records.length);
      pipelineMetrics.bytesInHand.dec(bytes);
    };
  }

  stored({ partition, endOffset }: LogBatch, result: BatchResult): void {
    if (result) pipelineMetrics.lag.set({ partition }, Number(endOffset - result.nextOffset));
    this.paused.delete(partition);
    pipelineMetrics.pausedPartitions.set(this.paused.size);
  }

  failed({ partition, endOffset, records }: LogBatch): void {
    pipelineMetrics.failures.inc();
    const first = records[0];
    if (first) pipelineMetrics.lag.set({ partition }, Number(endOffset - first.offset));
    if (!this.paused.has(partition)) pipelineMetrics.pauses.inc();
    this.paused.add(partition);
    pipelineMetrics.pausedPartitions.set(this.paused.size);
  }

  /** Partitions of another process are told by that one. */
  assigned(partitions: number[]): void {
    pipelineMetrics.lag.reset();
    for (const partition of this.paused) if (!partitions.includes(partition)) this.paused.delete(partition);
    pipelineMetrics.pausedPartitions.set(this.paused.size);
  }
}
