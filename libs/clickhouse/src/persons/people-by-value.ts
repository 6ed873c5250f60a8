import { COHORT_PREFIX, PERSON_PREFIX } from '@groundswell/contracts';
import { cohortNamed } from '../cohorts/cohort-named.js';
import { cohortPeople } from '../cohorts/cohort-people.js';
import type { Bindings } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { MOST_VALUES, NONE, OTHER } from '../conditions/values.js';
import type { ProjectSettings } from '../project-settings.js';
import { inverse, partOf } from './members.js';
import { ofPersons } from './property-people.js';

/** `person.NAME` or `cohort.ID,ID`: each person has one value of it, whatever they did (docs/definitions.md, "Breakdown"). */
export const isOfPeople = (property: string | undefined): property is string =>
  property !== undefined && (property.startsWith(PERSON_PREFIX) || property.startsWith(COHORT_PREFIX));

/**
 * Rows (value, people): whom of `everybody` each value has, as bitmaps of those who count as themselves; nobody is in two of
 * them. The values with the most people by name, the others together.
 * @param everybody SQL of a bitmap of those who count as themselves, worked out once as it is named more than once
 */
export function peopleByValue(
  property: string,
  everybody: string,
  project: ProjectSettings,
  bindings: Bindings,
): string {
  const named = property.startsWith(PERSON_PREFIX) ? byProperty : byCohort;
  return `
    SELECT if(place <= ${MOST_VALUES}, name, ${bindings.bind(OTHER, 'String')}) AS value,
           groupBitmapOrState(r.people) AS people
    FROM (
      SELECT name, people, row_number() OVER (ORDER BY bitmapCardinality(people) DESC, name) AS place
      FROM (
        SELECT name, groupBitmapOrState(n.people) AS people
        FROM (${named(property, everybody, project, bindings)}) AS n GROUP BY name
      )
      WHERE bitmapCardinality(people) > 0
    ) AS r
    GROUP BY value`;
}

/**
 * Rows (name, people), `(none)` for those of whom it is not known. What is known of people is read once, of nobody else; rows
 * of those who count as somebody else are not read, as they are not in `everybody`.
 */
function byProperty(
  property: string,
  everybody: string,
  { id }: ProjectSettings,
  bindings: Bindings,
): string {
  const known = `
    SELECT assumeNotNull(text) AS name, groupBitmapState(person_id) AS people
    FROM (
      SELECT person_id, ${textOf(ofPersons(property))} AS text FROM persons FINAL
      WHERE project_id = ${bindings.bind(id, 'UInt32')} AND bitmapContains(${everybody}, person_id) AND isNotNull(text))
    GROUP BY name`;
  const rest = `(${bindings.bind(NONE, 'String')}, bitmapAndnot(${everybody}, groupBitmapOrState(k.people)))`;
  return `
    SELECT s.1 AS name, s.2 AS people
    FROM (SELECT arrayPushBack(groupArray((name, people)), ${rest}) AS sets FROM (${known}) AS k) ARRAY JOIN sets AS s`;
}

/** Rows (name, people): somebody is in the first of the cohorts that holds them, else in `(none)`. */
function byCohort(property: string, everybody: string, project: ProjectSettings, bindings: Bindings): string {
  const ids = property.slice(COHORT_PREFIX.length).split(',');
  const cohorts = ids.map((id) => cohortNamed(id, project));
  const columns = cohorts.flatMap(({ cohort, within }, at) => {
    const members = cohortPeople(cohort, within, bindings);
    const left = `left${at}`;
    return [`${partOf(left, members)} AS in${at}`, `${partOf(left, inverse(members))} AS left${at + 1}`];
  });
  const sets = [
    ...cohorts.map(({ cohort }, at) => `(${bindings.bind(cohort.name, 'String')}, in${at})`),
    `(${bindings.bind(NONE, 'String')}, left${cohorts.length})`,
  ];
  return `
    SELECT s.1 AS name, s.2 AS people
    FROM (SELECT [${sets.join(', ')}] AS sets FROM (SELECT ${everybody} AS left0, ${columns.join(', ')}))
    ARRAY JOIN sets AS s`;
}

/** Groups of people, and whom each value has of all of them together. */
export interface SplitGroups {
  /** SQL of an array of (key, people). */
  groups: string;
  /** SQL with one row: `sets`, an array of (value, people). */
  values: string;
}

/**
 * What it takes to split groups by a property of people: each group's part of a value is cut out of it. Arrays are multiplied out
 * by reference, where a join would copy the bitmaps of every pair.
 * @param rows SQL with rows (key, people), people being bitmaps of those who count as themselves
 */
export function splitGroups(
  property: string,
  rows: string,
  project: ProjectSettings,
  bindings: Bindings,
): SplitGroups {
  // Of one text, so that the engine works it out once.
  const all = `(SELECT (groupArray((key, people)), groupBitmapOrState(g.people)) FROM (${rows}) AS g)`;
  const byValue = peopleByValue(property, `tupleElement(${all}, 2)`, project, bindings);
  return {
    groups: `tupleElement(${all}, 1)`,
    values: `SELECT groupArray((value, people)) AS sets FROM (${byValue})`,
  };
}
