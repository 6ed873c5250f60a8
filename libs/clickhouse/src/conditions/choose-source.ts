import type { Engine, Filter } from '@groundswell/contracts';
import { UnanswerableQuery } from '../unanswerable-query.js';
import { aboutEvents } from './people-condition.js';
import { beyondRollup } from './plain-condition.js';

/**
 * Which engine answers: the rollup where it can.
 * @param obstacle why the rollup cannot, as the end of a sentence; null where it can
 * @throws UnanswerableQuery when the forced one cannot
 */
export function chooseSource(engine: Engine, obstacle: string | null): 'rollup' | 'events' {
  if (engine === 'events') return 'events';
  if (obstacle === null) return 'rollup';
  if (engine === 'auto') return 'events';
  throw new UnanswerableQuery(`The rollup cannot answer this: ${obstacle} Use "engine": "events" or "auto".`);
}

/** Null where the rollup can apply all of them. */
export function filterObstacle(...lists: (Filter[] | undefined)[]): string | null {
  const filter = lists
    .map((filters) => beyondRollup(filters?.filter(aboutEvents)))
    .find((found) => found !== undefined);
  if (!filter) return null;
  return `it cannot filter ${filter.property} by ${filter.operator}, only event, platform and what is known of people.`;
}

/** @throws UnanswerableQuery */
export function checkRange({ from, to }: { from: string; to: string }): void {
  if (from > to) throw new UnanswerableQuery('from must not be after to.');
}
