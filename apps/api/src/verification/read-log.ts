import type { EventLog, LogRecord } from '@groundswell/event-log';
import { randomUUID } from 'node:crypto';

/** What of the topic is looked at: per partition the offset after the last record that counts. */
export type LogEnds = Map<number, bigint>;

/**
 * Reads a topic from the first record that it still holds up to these ends, as a reader of its own that leaves nothing
 * behind: no offset is committed, so nobody's reading moves and nothing is kept for it.
 * @returns whether each partition begins at its first record ever
 * @throws what the log or `use` throws
 */
export async function readLog(
  log: EventLog,
  topic: string,
  ends: LogEnds,
  use: (partition: number, records: LogRecord[]) => Promise<void>,
): Promise<boolean> {
  const group = `groundswell-verify-${randomUUID()}`;
  const open = new Set<number>();
  let whole = true;
  for (const { partition, committed } of await log.progress(topic, group)) {
    if (committed > 0n) whole = false;
    if ((ends.get(partition) ?? 0n) > committed) open.add(partition);
  }
  if (open.size === 0) return whole;
  let [resolve, reject]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
  const done = new Promise<void>((...ends) => ([resolve, reject] = ends));
  const consumer = await log.consume({
    topic,
    group,
    onError: reject,
    onBatch: async ({ partition, records }) => {
      const end = ends.get(partition) ?? 0n;
      if (open.has(partition))
        await use(
          partition,
          records.filter(({ offset }) => offset < end),
        ).catch(reject);
      if ((records.at(-1)?.offset ?? -1n) + 1n >= end) open.delete(partition);
      if (open.size === 0) resolve();
      return null;
    },
  });
  try {
    await done;
  } finally {
    await consumer.stop();
  }
  return whole;
}
