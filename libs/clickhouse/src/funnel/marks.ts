import type { FunnelQuery } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { eventCondition } from '../conditions/event-condition.js';
import type { ProjectSettings } from '../project-settings.js';

/** Bits by which an event says what it can be: of the steps first, then of the exclusions, then that it may begin an attempt. */
export function marksFor({ steps, exclusions = [] }: Pick<FunnelQuery, 'steps' | 'exclusions'>) {
  const start = steps.length + exclusions.length;
  return { exclusion: (index: number) => steps.length + index, start, count: start + 1 };
}

/** SQL for an event's marks, and for which events are needed at all. */
export interface Marks {
  marks: string;
  needed: string;
}

/** @param inRange condition for events by which people may begin */
export function marksOfEvents(
  query: FunnelQuery,
  project: ProjectSettings,
  inRange: string,
  bindings: Bindings,
): Marks {
  const condition = (selection: FunnelQuery['steps'][number]) =>
    `(${eventCondition(selection, project, bindings)})`;
  const places = marksFor(query);
  const steps = query.steps.map(condition);
  const exclusions = (query.exclusions ?? []).map(condition);
  const first = query.order === 'any' ? `(${steps.join(' OR ')})` : steps[0];
  const bits = [
    ...steps.map((step, index) => bit(step, index)),
    ...exclusions.map((exclusion, index) => bit(exclusion, places.exclusion(index))),
    bit(`(${first} AND ${inRange})`, places.start),
  ];
  // Between strict steps there is nothing else that counts as activity.
  const others = query.order === 'strict' ? [`(${eventCondition({}, project, bindings)})`] : [];
  return { marks: bits.join(' + '), needed: [...steps, ...exclusions, ...others].join(' OR ') };
}

const bit = (condition: string, place: number) => `if(${condition}, ${2 ** place}, 0)`;
