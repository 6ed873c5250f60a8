import type { Bindings } from '../conditions/bound.js';
import { peopleByValue } from '../persons/people-by-value.js';
import type { ProjectSettings } from '../project-settings.js';

/** Events under their person's value of a property of people. */
export interface EventsByPeople {
  /** The events, with the value's number as `value`: a text for each event would be carried through joins and groups. */
  events: string;
  /** Rows (start, value, state) of those numbers, with the values themselves. */
  named(states: string): string;
}

/** @param events SQL whose rows have a `person` who counts as themselves, and no `value` */
export function splitByPeople(
  property: string,
  events: string,
  project: ProjectSettings,
  bindings: Bindings,
): EventsByPeople {
  const everybody = `(SELECT groupBitmapState(person) FROM (${events}))`;
  const byValue = peopleByValue(property, everybody, project, bindings);
  const sets = `(SELECT groupArray((value, people)) FROM (${byValue}))`;
  const numbers = `
    SELECT arrayJoin(bitmapToArray(s.2)) AS person_id, toUInt8(number) AS value_number
    FROM (SELECT ${sets} AS sets) ARRAY JOIN sets AS s, arrayEnumerate(sets) AS number`;
  return {
    events: `
      SELECT e.*, numbers.value_number AS value
      FROM (${events}) AS e LEFT ANY JOIN (${numbers}) AS numbers ON e.person = numbers.person_id`,
    named: (states) => `SELECT start, arrayMap(s -> s.1, ${sets})[value] AS value, state FROM (${states})`,
  };
}
