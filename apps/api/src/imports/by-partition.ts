import { partitionOf, type NewRecord } from '@groundswell/event-log';

/** The records that each partition gets, in their order, without partitions that get none. */
export function byPartition(records: NewRecord[], partitions: number): NewRecord[][] {
  const groups = Array.from({ length: partitions }, (): NewRecord[] => []);
  for (const record of records) groups[partitionOf(record.key, partitions)]!.push(record);
  return groups.filter(({ length }) => length > 0);
}

/** One request of the log, so that live events need not wait for more. */
const MOST_BYTES = 768 * 1024;
/** What a record takes besides its value, and more. */
const OVERHEAD_BYTES = 100;

/** The records in their order, in appends of bounded size. */
export function* inPieces(records: NewRecord[]): Generator<NewRecord[], void, undefined> {
  for (let from = 0, at = 0, bytes = 0; at < records.length; at++) {
    bytes += records[at]!.value.length + OVERHEAD_BYTES;
    if (bytes < MOST_BYTES && at + 1 < records.length) continue;
    yield records.slice(from, (from = at + 1));
    bytes = 0;
  }
}
