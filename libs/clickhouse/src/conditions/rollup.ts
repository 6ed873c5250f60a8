import type { ActiveEvents, TrafficSwitch } from '@groundswell/contracts';
import type { Bindings } from './bound.js';
import { type EventSelection, eventCondition } from './event-condition.js';
import { filterCondition } from './filter-condition.js';

/** A table of daily bitmaps, and which of its rows are asked for. */
export interface Rollup {
  table: 'activity' | 'active_people' | 'other_activity';
  condition: string;
}

/**
 * The rollups that hold the selection together. Those of people's own events are read alone by default; bots and
 * internal traffic are in a table of their own.
 */
export function rollupsOf(
  selection: EventSelection,
  active: ActiveEvents,
  traffic: TrafficSwitch,
  bindings: Bindings,
): Rollup[] {
  const human = rollupOf(selection, active, bindings);
  if (traffic === 'human') return [human];
  return [human, { table: 'other_activity', condition: eventCondition(selection, active, bindings) }];
}

/** The smallest rollup that holds the selection: without event names where only the default activity is asked for. */
function rollupOf(selection: EventSelection, active: ActiveEvents, bindings: Bindings): Rollup {
  if (!isDefaultActivity(selection, active)) {
    return { table: 'activity', condition: eventCondition(selection, active, bindings) };
  }
  const conditions = (selection.filters ?? []).map((filter) => filterCondition(filter, bindings));
  return { table: 'active_people', condition: ['1', ...conditions].join(' AND ') };
}

function isDefaultActivity({ event, filters = [] }: EventSelection, { only, except }: ActiveEvents): boolean {
  if (event !== undefined || only?.length || except?.length) return false;
  return filters.every(({ property }) => property === 'platform');
}
