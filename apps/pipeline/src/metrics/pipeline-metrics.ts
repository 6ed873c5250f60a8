import { metrics } from '@groundswell/platform';
import { Counter, Gauge, Histogram } from 'prom-client';

const registers = [metrics];

/** Series of the pipeline; reasons are a short fixed list, never text of a client. */
export const pipelineMetrics = {
  lag: new Gauge({
    name: 'groundswell_pipeline_lag_records',
    help: 'Records of the partition that are not stored yet, as known at its last batch, also one that failed.',
    labelNames: ['partition'],
    registers,
  }),
  rows: new Counter({
    name: 'groundswell_pipeline_rows_inserted_total',
    help: 'Event rows stored in ClickHouse.',
    registers,
  }),
  dropped: new Counter({
    name: 'groundswell_pipeline_dropped_total',
    help: 'Events left out on purpose, by reason.',
    labelNames: ['reason'],
    registers,
  }),
  deadLetters: new Counter({
    name: 'groundswell_pipeline_dead_letters_total',
    help: 'Events that could not become a row, by reason.',
    labelNames: ['reason'],
    registers,
  }),
  skipped: new Counter({
    name: 'groundswell_pipeline_skipped_total',
    help: 'Records stepped over because they had been stored before: a replay or a change of hands.',
    registers,
  }),
  failures: new Counter({
    name: 'groundswell_pipeline_failures_total',
    help: 'Batches that failed and are tried again.',
    registers,
  }),
  insertSeconds: new Histogram({
    name: 'groundswell_pipeline_insert_duration_seconds',
    help: 'Time of one insert into ClickHouse.',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  }),
  batchSeconds: new Histogram({
    name: 'groundswell_pipeline_batch_duration_seconds',
    help: 'Time from a range of records in hand to its being marked stored.',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  }),
  batchRecords: new Histogram({
    name: 'groundswell_pipeline_batch_records',
    help: 'Records in one insert.',
    buckets: [1, 10, 100, 1000, 2500, 5000, 10_000, 20_000],
    registers,
  }),
  recordsInHand: new Gauge({
    name: 'groundswell_pipeline_in_hand_records',
    help: 'Records that were handed over by the log and are not stored yet.',
    registers,
  }),
  bytesInHand: new Gauge({
    name: 'groundswell_pipeline_in_hand_bytes',
    help: 'Bytes of the records that were handed over by the log and are not stored yet.',
    registers,
  }),
  pausedPartitions: new Gauge({
    name: 'groundswell_pipeline_paused_partitions',
    help: 'Partitions whose last batch failed; nothing more of them is read until it goes through.',
    registers,
  }),
  pauses: new Counter({
    name: 'groundswell_pipeline_pauses_total',
    help: 'Times that a partition was paused because its batch failed.',
    registers,
  }),
  delaySeconds: new Histogram({
    name: 'groundswell_pipeline_delay_seconds',
    help: 'Age of the oldest record of a batch, from its acknowledgement by the log until it is stored.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    registers,
  }),
};
