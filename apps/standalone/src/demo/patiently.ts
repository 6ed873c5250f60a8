import { EventLogUnavailable } from '@groundswell/event-log';
import { isOutage } from '@groundswell/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Teardown } from '../engines/teardown.js';

const PAUSE_MS = 1_000;

/** Does `work` again for as long as an engine is away; a stop, or any other fault, ends that. */
export async function patiently<T>(
  work: () => Promise<T>,
  teardown: Pick<Teardown, 'begun'>,
  pauseMs = PAUSE_MS,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof EventLogUnavailable || isOutage(error);
      if (!mayPass || teardown.begun) throw error;
      await sleep(pauseMs);
    }
  }
}
