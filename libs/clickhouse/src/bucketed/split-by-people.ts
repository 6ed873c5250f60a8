import { COHORT_PREFIX } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { MOST_VALUES, NONE } from '../conditions/values.js';
import { peopleByValue } from '../persons/people-by-value.js';
import { valueOfPerson } from '../persons/value-of-person.js';
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
  return isOfFewCohorts(property)
    ? byCohorts(property, events, project, bindings)
    : byNumber(property, events, project, bindings);
}

/** So few that each is named: with `(none)` there are no more values than that. */
const isOfFewCohorts = (property: string) =>
  property.startsWith(COHORT_PREFIX) && property.split(',').length < MOST_VALUES;

/** A look into the bitmap of each cohort costs a third of a join. */
function byCohorts(
  property: string,
  events: string,
  project: ProjectSettings,
  bindings: Bindings,
): EventsByPeople {
  const { text } = valueOfPerson(property, 'person', project, bindings);
  const value = `ifNull(${text}, ${bindings.bind(NONE, 'String')})`;
  return { events: `SELECT *, ${value} AS value FROM (${events})`, named: (states) => states };
}

function byNumber(
  property: string,
  events: string,
  project: ProjectSettings,
  bindings: Bindings,
): EventsByPeople {
  const everybody = `(SELECT groupBitmapState(person) FROM (${events}))`;
  const byValue = peopleByValue(property, everybody, project, bindings);
  const sets = `(SELECT groupArray((value, people)) FROM (${byValue}))`;
  const none = bindings.bind(NONE, 'String');
  const numbers = `
    SELECT arrayJoin(bitmapToArray(s.2)) AS person_id, toUInt8(number) AS value_number
    FROM (SELECT ${sets} AS sets) ARRAY JOIN sets AS s, arrayEnumerate(sets) AS number`;
  return {
    events: `
      SELECT e.*, numbers.value_number AS value
      FROM (${events}) AS e LEFT ANY JOIN (${numbers}) AS numbers ON e.person = numbers.person_id`,
    // Somebody who came while it was asked is in no set.
    named: (states) =>
      `SELECT start, if(value = 0, ${none}, arrayMap(s -> s.1, ${sets})[value]) AS value, state FROM (${states})`,
  };
}
