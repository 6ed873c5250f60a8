import { type EventRow, RowsRefused } from '@groundswell/clickhouse';
import { type LogRecord } from '@groundswell/event-log';
import type { DeadLetter, OffsetRange } from '@groundswell/postgres';
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
      await this.storeResult(result, recordRange, insertToken(recordRange, range));
      count(result, records.length);
      pipelineMetrics.delaySeconds.observe((Date.now() - records[0]!.timestamp) / 1000);
    } catch (error) {
      // Merges that this try decided are not named again by the next one.
      this.merges.note();
      throw error;
    }
    end();
  }

  private async storeResult(result: BatchResult, range: RecordRange, token: string): Promise<void> {
    try {
      await this.storeRows(result, range, token);
      this.merges.note(result.merges);
      await this.merges.flush();
      await this.ports.deadLetters.add(result.deadLetters);
      result.stored();
    } finally {
      result.release();
    }
  }

  /** A row that can never be stored must not hold up its partition: it goes to the dead letters, the others in. */
  private async storeRows(result: BatchResult, range: RecordRange, token: string): Promise<void> {
    try {
      await this.insert(result.rows, token);
    } catch (error) {
      if (!(error instanceof RowsRefused)) throw error;
      const refused = await this.ports.events.findRefused(result.rows);
      if (refused.size === 0) throw error;
      result.deadLetters.push(...refusedLetters(result.rows, refused, range));
      result.rows = result.rows.filter((_, index) => !refused.has(index));
      await this.insert(result.rows, token);
    }
  }

  private async insert(rows: EventRow[], token: string): Promise<void> {
    if (rows.length === 0) return;
    const end = pipelineMetrics.insertSeconds.startTimer();
    await this.ports.events.insert(rows, token);
    end();
  }
}

function refusedLetters(
  rows: EventRow[],
  refused: Map<number, string>,
  { topic, partition, records }: RecordRange,
): DeadLetter[] {
  const payloads = new Map(records.map(({ offset, value }) => [offset, value]));
  return [...refused].map(([index, problem]) => {
    const { project_id: projectId, log_offset } = rows[index]!;
    const offset = BigInt(log_offset);
    const payload = payloads.get(offset)?.toString('utf8') ?? '';
    const detail = `ClickHouse cannot store this event: ${problem}`;
    return { topic, partition, offset, projectId, reason: 'unstorable', detail, payload };
  });
}

function count(result: BatchResult, records: number): void {
  pipelineMetrics.rows.inc(result.rows.length);
  pipelineMetrics.batchRecords.observe(records);
  for (const [reason, times] of result.drops) pipelineMetrics.dropped.inc({ reason }, times);
  for (const { reason } of result.deadLetters) pipelineMetrics.deadLetters.inc({ reason });
}
