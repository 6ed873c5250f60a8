import { COHORT_PREFIX, PERSON_PREFIX } from '@groundswell/contracts';
import { cohortNamed } from '../cohorts/cohort-named.js';
import { cohortPeople } from '../cohorts/cohort-people.js';
import { asStored } from '../persons/members.js';
import { countedPersons, ofPersons } from '../persons/property-people.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Bindings } from './bound.js';
import { textOf } from './columns.js';

/** What events are split by. */
export interface EventValue {
  /** SQL over the rows of `events`, Nullable(String): null where there is no value. */
  text: string;
  /** To be put after `FROM events` and the join of merged people. */
  join: string;
}

/**
 * An event column, `properties.NAME`, `person.NAME` or `cohort.ID,ID` (docs/definitions.md, "Breakdown").
 * @throws UnanswerableQuery naming what there is
 */
export function splitBy(property: string, project: ProjectSettings, bindings: Bindings): EventValue {
  if (property.startsWith(PERSON_PREFIX)) return personValue(property, project, bindings);
  if (property.startsWith(COHORT_PREFIX)) return cohortValue(property, project, bindings);
  return { text: textOf(property), join: '' };
}

/**
 * What is known of each event's person, by the numbers that events were stored with: what is known of people is read
 * once, and put under the numbers of those who were merged into them too, where there are any.
 */
function personValue(property: string, project: ProjectSettings, bindings: Bindings): EventValue {
  const value = textOf(ofPersons(property));
  const own = `SELECT person_id, ${value} AS value FROM ${countedPersons(project.id, bindings)} AND isNotNull(value)`;
  const merged = `SELECT into_person_id, groupArray(from_person_id) AS others
    FROM (SELECT from_person_id, into_person_id FROM person_overrides FINAL
          WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND from_person_id != into_person_id)
    GROUP BY into_person_id`;
  const known = `SELECT arrayJoin(arrayConcat([own.person_id], others)) AS person_id, own.value AS value
    FROM (${own}) AS own LEFT ANY JOIN (${merged}) AS merges ON own.person_id = merges.into_person_id`;
  const isAnyMerged = project.audiences?.anyMerges ?? true;
  return {
    text: 'known.value',
    join: `LEFT ANY JOIN (${isAnyMerged ? known : own}) AS known ON events.person_id = known.person_id`,
  };
}

/** The name of the first of the cohorts that holds the person. */
function cohortValue(property: string, project: ProjectSettings, bindings: Bindings): EventValue {
  const cases = property
    .slice(COHORT_PREFIX.length)
    .split(',')
    .map((id) => {
      const { cohort, within } = cohortNamed(id, project);
      const members = cohortPeople(cohort, within, bindings);
      const { set, inside } = asStored(members, project.id, bindings);
      const holds = `${inside ? '' : 'NOT '}bitmapContains(${set}, events.person_id)`;
      return `${holds}, ${bindings.bind(cohort.name, 'String')}`;
    });
  return { text: `multiIf(${cases.join(', ')}, NULL)`, join: '' };
}
