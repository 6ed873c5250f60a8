import { setImmediate } from 'node:timers/promises';

/** Lets requests and heartbeats of the process be served before a long calculation goes on. */
export const breathe = (): Promise<void> => setImmediate();
