import {
  type ActiveEvents,
  type Filter,
  PAGE_VIEW,
  RESERVED_EVENTS,
  SCREEN_VIEW,
} from '@groundswell/contracts';
import type { Bindings } from './bound.js';
import { filterCondition } from './filter-condition.js';

export interface EventSelection {
  /** One event name, from any platform; absent: the active events. */
  event?: string;
  filters?: Filter[];
}

/** The events that count by what they say themselves, as a condition on `events` or, of event and platform only, `activity`. */
export function plainCondition(selection: EventSelection, active: ActiveEvents, bindings: Bindings): string {
  const which =
    selection.event === undefined
      ? activeCondition(active, bindings)
      : `event = ${bindings.bind(selection.event, 'String')}`;
  return [which, ...(selection.filters ?? []).map((filter) => filterCondition(filter, bindings))].join(
    ' AND ',
  );
}

/** docs/definitions.md, "Active". */
function activeCondition({ only, except }: ActiveEvents, bindings: Bindings): string {
  if (only && only.length > 0) {
    const names = only.filter((name) => !except?.includes(name));
    return `event IN ${bindings.bind(names, 'Array(String)')}`;
  }
  const never = bindings.bind([...RESERVED_EVENTS, ...(except ?? [])], 'Array(String)');
  const views = bindings.bind([PAGE_VIEW, SCREEN_VIEW], 'Array(String)');
  return `platform != 'server' AND event NOT IN ${never} AND (NOT startsWith(event, '$') OR event IN ${views})`;
}

const ROLLUP_PROPERTIES = new Set(['event', 'platform']);
const ROLLUP_OPERATORS = new Set(['eq', 'neq', 'in', 'notIn']);

/** The first filter on events that the rollup cannot apply: it knows events and platforms, nothing else. */
export function beyondRollup(filters: Filter[] = []): Filter | undefined {
  return filters.find(
    ({ property, operator }) => !ROLLUP_PROPERTIES.has(property) || !ROLLUP_OPERATORS.has(operator),
  );
}
