import type { ExperimentResults } from '@groundswell/contracts';
import { groupWarnings } from './group-warnings.js';

export interface Health {
  state: 'nobody' | 'mismatch' | 'warned' | 'good';
  /** Things to know before the numbers are believed. */
  toKnow: number;
}

/** How a test is, in one word: what the list of tests and the page of one both say. */
export function healthOf({
  health: { srm, warnings },
  variations,
}: Pick<ExperimentResults, 'health' | 'variations'>): Health {
  const toKnow = groupWarnings(warnings).length;
  if (variations.every(({ exposed }) => exposed === 0)) return { state: 'nobody', toKnow };
  if (srm.alarm) return { state: 'mismatch', toKnow };
  return { state: toKnow > 0 ? 'warned' : 'good', toKnow };
}
