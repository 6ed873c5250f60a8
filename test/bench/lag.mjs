import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);
export const { EVENTS_TOPIC, PIPELINE_GROUP } = require('@groundswell/contracts');

/** Records in the log that are not stored yet. */
export async function lag({ eventLog }) {
  const progress = await eventLog.progress(EVENTS_TOPIC, PIPELINE_GROUP);
  return progress.reduce((sum, { committed, end }) => sum + Number(end - committed), 0);
}

export async function untilStored(engines) {
  while ((await lag(engines)) > 0) await sleep(20);
}
