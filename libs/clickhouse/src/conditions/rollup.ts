import type { TrafficSwitch } from '@groundswell/contracts';
import { partOf } from '../persons/members.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Bindings } from './bound.js';
import { aboutEvents, peopleOfFilters } from './people-condition.js';
import { type EventSelection, plainCondition } from './plain-condition.js';
import { type Rollup, smallestRollup } from './smallest-rollup.js';

/** With what is asked for of each row's people. */
export interface CutRollup extends Rollup {
  people: string;
}

/**
 * The rollups that hold the selection together. Those of people's own events are read alone by default; bots and
 * internal traffic are in a table of their own.
 */
export function rollupsOf(
  selection: EventSelection,
  project: ProjectSettings,
  traffic: TrafficSwitch,
  bindings: Bindings,
): CutRollup[] {
  const plain = { ...selection, filters: selection.filters?.filter(aboutEvents) };
  const cut = (rollup: Rollup) => withPeople(rollup, selection, project, bindings);
  const human = cut(smallestRollup(plain, project.activeEvents, bindings));
  if (traffic === 'human') return [human];
  const condition = plainCondition(plain, project.activeEvents, bindings);
  return [human, cut({ table: 'other_activity', condition })];
}

/** Rows of which nobody is left are left out: they would say that there was somebody. */
function withPeople(
  rollup: Rollup,
  { filters }: EventSelection,
  project: ProjectSettings,
  bindings: Bindings,
): CutRollup {
  const column = `${rollup.table}.people`;
  const members = peopleOfFilters(filters, project, bindings);
  if (members === null) return { ...rollup, people: column };
  const people = partOf(column, members);
  return { ...rollup, people, condition: `${rollup.condition} AND bitmapCardinality(${people}) > 0` };
}
