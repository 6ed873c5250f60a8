import { type BatchResult, FIRST_BULK_PARTITION, type LogBatch } from '@groundswell/event-log';
import { pipelineMetrics } from './pipeline-metrics.js';

/** What the gauges tell of the partitions of one process. */
export class PartitionGauges {
  private readonly paused = new Set<number>();
  /** Whose lag was told. */
  private readonly told = new Set<number>();

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
    if (result) this.tellLag(partition, endOffset - result.nextOffset);
    this.paused.delete(partition);
    pipelineMetrics.pausedPartitions.set(this.paused.size);
  }

  failed({ partition, endOffset, records }: LogBatch): void {
    pipelineMetrics.failures.inc();
    const first = records[0];
    if (first) this.tellLag(partition, endOffset - first.offset);
    if (!this.paused.has(partition)) pipelineMetrics.pauses.inc();
    this.paused.add(partition);
    pipelineMetrics.pausedPartitions.set(this.paused.size);
  }

  /**
   * Partitions of another process are told by that one. Each lane is shared out by itself, and the other one stays.
   * @returns partitions that failed here and are another process's now
   */
  assigned(partitions: number[]): number[] {
    const isOfLane = laneOf(partitions);
    for (const partition of this.told) if (isOfLane(partition)) pipelineMetrics.lag.remove({ partition });
    const left = [...this.paused].filter(
      (partition) => isOfLane(partition) && !partitions.includes(partition),
    );
    for (const partition of left) this.paused.delete(partition);
    pipelineMetrics.pausedPartitions.set(this.paused.size);
    return left;
  }

  private tellLag(partition: number, records: bigint): void {
    this.told.add(partition);
    pipelineMetrics.lag.set({ partition }, Number(records));
  }
}

const isBulk = (partition: number) => partition >= FIRST_BULK_PARTITION;

/** Of no partition it cannot be told which lane they would be of: then it is either. */
function laneOf([first]: number[]): (partition: number) => boolean {
  return (partition) => first === undefined || isBulk(partition) === isBulk(first);
}
