import { EventLogUnavailable } from '@groundswell/event-log';
import { isOutage } from '@groundswell/platform';
import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_OUTAGE_MS = 15 * 60_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Does `work` again while an engine is away, with pauses that grow to `longestPauseMs`, for 15 minutes at most.
 * @throws what `work` threw last; AbortError once `signal` says stop
 */
export async function retryOutages<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  longestPauseMs = LONGEST_PAUSE_MS,
): Promise<T> {
  const giveUpAt = Date.now() + LONGEST_OUTAGE_MS;
  for (let pause = 250; ; pause = Math.min(pause * 2, longestPauseMs)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const isAway = error instanceof EventLogUnavailable || isOutage(error);
      if (!isAway || Date.now() > giveUpAt) throw error;
    }
    await sleep(pause, undefined, { signal });
  }
}
