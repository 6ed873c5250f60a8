import type { ActiveEvents } from '@groundswell/contracts';
import type { Bindings } from './bound.js';
import { filterCondition } from './filter-condition.js';
import { type EventSelection, plainCondition } from './plain-condition.js';

/** A table of daily bitmaps, and which of its rows are asked for. */
export interface Rollup {
  table: 'activity' | 'active_people' | 'other_activity';
  condition: string;
}

/** The smallest rollup that holds the selection: without event names where only the default activity is asked for. */
export function smallestRollup(selection: EventSelection, active: ActiveEvents, bindings: Bindings): Rollup {
  if (!isDefaultActivity(selection, active)) {
    return { table: 'activity', condition: plainCondition(selection, active, bindings) };
  }
  const conditions = (selection.filters ?? []).map((filter) => filterCondition(filter, bindings));
  return { table: 'active_people', condition: ['1', ...conditions].join(' AND ') };
}

function isDefaultActivity({ event, filters = [] }: EventSelection, { only, except }: ActiveEvents): boolean {
  if (event !== undefined || only?.length || except?.length) return false;
  return filters.every(({ property }) => property === 'platform');
}
