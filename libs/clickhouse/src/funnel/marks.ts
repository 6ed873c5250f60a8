import type { FunnelQuery } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { eventCondition } from '../conditions/event-condition.js';
import type { ProjectSettings } from '../project-settings.js';

/** Bits by which an event says what it can be: step i is bit i, exclusion e is bit 20 + e. */
export const EXCLUSIONS = 20;
/** It may begin an attempt. */
export const START = 31;
export const ANY_STEP = 2 ** EXCLUSIONS - 1;

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
  const steps = query.steps.map(condition);
  const exclusions = (query.exclusions ?? []).map(condition);
  const first = query.order === 'any' ? `(${steps.join(' OR ')})` : steps[0];
  const bits = [
    ...steps.map((step, index) => bit(step, index)),
    ...exclusions.map((exclusion, index) => bit(exclusion, EXCLUSIONS + index)),
    bit(`(${first} AND ${inRange})`, START),
  ];
  // Between strict steps there is nothing else that counts as activity.
  const others = query.order === 'strict' ? [`(${eventCondition({}, project, bindings)})`] : [];
  return { marks: bits.join(' + '), needed: [...steps, ...exclusions, ...others].join(' OR ') };
}

const bit = (condition: string, place: number) => `if(${condition}, ${2 ** place}, 0)`;
