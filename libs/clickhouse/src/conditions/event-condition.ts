import type { ProjectSettings } from '../project-settings.js';
import type { Bindings } from './bound.js';
import { aboutEvents, peopleOfFilters } from './people-condition.js';
import { type EventSelection, plainCondition } from './plain-condition.js';

export type { EventSelection } from './plain-condition.js';

/** The events that count, as a condition on `events`. */
export function eventCondition(
  { event, filters }: EventSelection,
  project: ProjectSettings,
  bindings: Bindings,
): string {
  const plain = plainCondition(
    { event, filters: filters?.filter(aboutEvents) },
    project.activeEvents,
    bindings,
  );
  const people = peopleOfFilters(filters, project, bindings);
  if (people === null) return plain;
  return `${plain} AND ${people.inside ? '' : 'NOT '}bitmapContains(${people.set}, events.person_id)`;
}
