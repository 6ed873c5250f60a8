import type { BatchResult, LogBatch } from '@groundswell/event-log';

/** What takes the batches of one partition. */
export interface PartitionConsumer {
  onBatch(batch: LogBatch): Promise<BatchResult>;
}

/** One consumer per partition, made anew with every assignment: what it kept may be another process's by then. */
export class PartitionRouter {
  private readonly consumers = new Map<number, PartitionConsumer>();

  constructor(private readonly create: (partition: number) => PartitionConsumer) {}

  onAssigned(partitions: number[]): void {
    for (const partition of partitions) this.consumers.delete(partition);
  }

  onBatch(batch: LogBatch): Promise<BatchResult> {
    let consumer = this.consumers.get(batch.partition);
    if (!consumer) {
      consumer = this.create(batch.partition);
      this.consumers.set(batch.partition, consumer);
    }
    return consumer.onBatch(batch);
  }
}
