import { COHORT_PREFIX, PERSON_PREFIX } from '@groundswell/contracts';
import { cohortNamed } from '../cohorts/cohort-named.js';
import { cohortPeople } from '../cohorts/cohort-people.js';
import type { Bindings } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import type { ProjectSettings } from '../project-settings.js';
import { countedPersons, ofPersons } from './property-people.js';

/** What people are split by. */
export interface PersonValue {
  /** SQL over rows with a person, Nullable(String): null where there is no value. */
  text: string;
  /** To be put after those rows. */
  join: string;
}

/**
 * `person.NAME` or `cohort.ID,ID`, of rows that each have a person who counts as themselves.
 * @param person the column
 * @throws UnanswerableQuery where there is no such cohort
 */
export function valueOfPerson(
  property: string,
  person: string,
  project: ProjectSettings,
  bindings: Bindings,
): PersonValue {
  if (property.startsWith(PERSON_PREFIX)) return knownValue(property, person, project, bindings);
  return cohortValue(property, person, project, bindings);
}

function knownValue(
  property: string,
  person: string,
  { id }: ProjectSettings,
  bindings: Bindings,
): PersonValue {
  const value = textOf(ofPersons(property));
  const known = `SELECT person_id, ${value} AS value FROM ${countedPersons(id, bindings)} AND isNotNull(value)`;
  return { text: 'known.value', join: `LEFT ANY JOIN (${known}) AS known ON ${person} = known.person_id` };
}

/** The name of the first of the cohorts that holds the person. */
function cohortValue(
  property: string,
  person: string,
  project: ProjectSettings,
  bindings: Bindings,
): PersonValue {
  const cases = property
    .slice(COHORT_PREFIX.length)
    .split(',')
    .map((id) => {
      const { cohort, within } = cohortNamed(id, project);
      const { set, inside } = cohortPeople(cohort, within, bindings);
      const holds = `${inside ? '' : 'NOT '}bitmapContains(${set}, ${person})`;
      return `${holds}, ${bindings.bind(cohort.name, 'String')}`;
    });
  return { text: `multiIf(${cases.join(', ')}, NULL)`, join: '' };
}
