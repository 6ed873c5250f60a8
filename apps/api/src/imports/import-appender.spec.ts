import type { AppendResult, EventLog } from '@groundswell/event-log';
import type { BatchIntents } from '@groundswell/postgres';
import { describe, expect, it } from '@jest/globals';
import { ImportAppender } from './import-appender.js';

const { signal } = new AbortController();
const record = { key: 'k', value: Buffer.from('x') };

/** A log of one partition that holds `end` records, of which `stored` are stored. */
function world() {
  const state = { end: 0n, stored: 0n, since: new Date(0) };
  const log = {
    append: (): Promise<AppendResult> => Promise.resolve([{ partition: 0, lastOffset: state.end++ }]),
    progress: () => Promise.resolve([{ partition: 0, committed: 0n, end: state.end }]),
  } as unknown as EventLog;
  const intents = {
    storedUpTo: () => Promise.resolve(new Map([[0, state.stored]])),
    logSince: () => Promise.resolve(state.since),
  } as unknown as BatchIntents;
  return { state, appender: new ImportAppender(log, intents) };
}

describe('ImportAppender', () => {
  it('waits for no records of a log that was made anew', async () => {
    const { state, appender } = world();
    state.end = state.stored = 60_000n;
    await appender.append([record], signal);
    Object.assign(state, { end: 0n, stored: 0n, since: new Date(1) });
    expect(await appender.append([record], signal)).toEqual([{ partition: 0, lastOffset: 0n }]);
  });

  it('says of each log since when it is there', async () => {
    const { state, appender } = world();
    expect(await appender.logSince(signal)).toEqual(new Date(0));
    state.since = new Date(1);
    await expect(appender.waitUntilStored({ 0: '5' }, new Date(0), signal)).rejects.toThrow('made anew');
    state.stored = 6n;
    await appender.waitUntilStored({ 0: '5' }, new Date(1), signal);
    await appender.waitUntilStored({ 0: '5' }, null, signal);
  });
});
