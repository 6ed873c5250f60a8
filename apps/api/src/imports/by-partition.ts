import { partitionOf, type NewRecord } from '@groundswell/event-log';

/** The records that each partition gets, in their order, without partitions that get none. */
export function byPartition(records: NewRecord[], partitions: number): NewRecord[][] {
  const groups = Array.from({ length: partitions }, (): NewRecord[] => []);
  for (const record of records) groups[partitionOf(record.key, partitions)]!.push(record);
  return groups.filter(({ length }) => length > 0);
}
