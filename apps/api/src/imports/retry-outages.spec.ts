import { EventLogUnavailable } from '@groundswell/event-log';
import { describe, expect, it } from '@jest/globals';
import { retryOutages } from './retry-outages.js';

const never = new AbortController().signal;

describe('retryOutages', () => {
  it('tries again while the log or a database is away', async () => {
    const failures = [
      new EventLogUnavailable('away'),
      Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    ];
    const work = async () => {
      const failure = failures.shift();
      if (failure) throw failure;
      return 'done';
    };
    expect(await retryOutages(never, work)).toBe('done');
  });

  it('passes any other fault on at once', async () => {
    let calls = 0;
    const work = async () => {
      calls++;
      throw new Error('a fault of ours');
    };
    await expect(retryOutages(never, work)).rejects.toThrow('a fault of ours');
    expect(calls).toBe(1);
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    const running = retryOutages(stop.signal, async () => {
      throw new EventLogUnavailable('away');
    });
    stop.abort();
    await expect(running).rejects.toThrow(/abort/i);
  });
});
