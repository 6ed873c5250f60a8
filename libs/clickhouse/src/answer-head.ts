import type { QueryAnswer } from '@groundswell/contracts';
import type { ProjectSettings } from './project-settings.js';

/** What every answer says of itself. @param started by `performance.now()` */
export function answerHead(
  { timeZone }: ProjectSettings,
  source: QueryAnswer['source'],
  now: Date,
  started: number,
): Omit<QueryAnswer, 'kind' | 'rawFrom'> {
  return { timeZone, source, computedAt: now.toISOString(), tookMs: performance.now() - started };
}
