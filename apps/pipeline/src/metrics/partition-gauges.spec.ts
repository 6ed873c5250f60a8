import { FIRST_BULK_PARTITION, type LogBatch } from '@groundswell/event-log';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { PartitionGauges } from './partition-gauges.js';
import { pipelineMetrics } from './pipeline-metrics.js';

const BULK = FIRST_BULK_PARTITION;
const batch = (partition: number): LogBatch => ({
  topic: 't',
  partition,
  records: [{ offset: 4n, key: '', value: Buffer.alloc(1), timestamp: 0 }],
  endOffset: 10n,
});
const lags = async () =>
  (await pipelineMetrics.lag.get()).values.map(({ labels, value }) => [labels.partition, value]);
const paused = async () => (await pipelineMetrics.pausedPartitions.get()).values[0]?.value;

describe('gauges of partitions', () => {
  beforeEach(() => pipelineMetrics.lag.reset());

  it('forget what another process has by now, of the lane that is shared out anew', async () => {
    const gauges = new PartitionGauges();
    for (const partition of [0, 1, BULK]) gauges.failed(batch(partition));
    expect(gauges.assigned([1])).toEqual([0]);
    expect(await lags()).toEqual([[BULK, 6]]);
    expect(await paused()).toBe(2);
    gauges.stored(batch(1), { nextOffset: 5n });
    gauges.assigned([BULK + 1]);
    expect(await lags()).toEqual([[1, 5]]);
    expect(await paused()).toBe(0);
  });

  it('forget everything where no partition is left, as no lane is told then', async () => {
    const gauges = new PartitionGauges();
    for (const partition of [0, BULK]) gauges.failed(batch(partition));
    gauges.assigned([]);
    expect(await lags()).toEqual([]);
    expect(await paused()).toBe(0);
  });
});
