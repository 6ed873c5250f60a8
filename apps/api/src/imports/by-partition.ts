import { partitionOf, type NewRecord } from '@groundswell/event-log';

/** The records that each partition gets, in their order, without partitions that get none. */
export function byPartition(records: NewRecord[], partitions: number): NewRecord[][] {
  const groups = Array.from({ length: partitions }, (): NewRecord[] => []);
  for (const record of records) groups[partitionOf(record.key, partitions)]!.push(record);
  return groups.filter(({ length }) => length > 0);
}

const MOST_AT_ONCE = 8_000;
/** A log that is slow still takes so many within the time limit of an append. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The records in their order, in appends of bounded size. */
export function* inPieces(records: NewRecord[]): Generator<NewRecord[], void, undefined> {
  for (let from = 0, at = 0, bytes = 0; at < records.length; at++) {
    bytes += records[at]!.value.length;
    const isFull = at + 1 - from === MOST_AT_ONCE || bytes >= MOST_BYTES;
    if (!isFull && at + 1 < records.length) continue;
    yield records.slice(from, (from = at + 1));
    bytes = 0;
  }
}
