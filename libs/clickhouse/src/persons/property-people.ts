import { type Filter, PERSON_PREFIX } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { filterCondition } from '../conditions/filter-condition.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import type { Members } from './members.js';

/** Operators that hold for whoever lacks the value are asked the other way round, as nothing is known of some people. */
const OPPOSITES: Partial<Record<Filter['operator'], Filter['operator']>> = {
  neq: 'eq',
  notIn: 'in',
  notContains: 'contains',
  isNotSet: 'isSet',
};

/** Of whom it holds what a filter on `person.NAME` says. */
export function propertyPeople(filter: Filter, projectId: number, bindings: Bindings): Members {
  const opposite = OPPOSITES[filter.operator];
  const { value, operator } = { ...filter, operator: opposite ?? filter.operator };
  const asked = { property: ofPersons(filter.property), operator, value };
  const set = bindings.once(`persons ${JSON.stringify(asked)}`, () => {
    const condition = filterCondition(asked, bindings);
    return `(SELECT groupBitmapState(person_id) FROM ${countedPersons(projectId, bindings)} AND ${condition})`;
  });
  return { set, inside: opposite === undefined };
}

/** Name of a person's property as one of the rows of `persons`. @throws UnanswerableQuery */
export function ofPersons(property: string): string {
  const name = property.slice(PERSON_PREFIX.length);
  if (name === '') throw new UnanswerableQuery(`"${property}" names no property; write person.NAME.`);
  return `properties.${name}`;
}

/** To be put after FROM: the rows of those who count as themselves, with a condition to add to. */
export function countedPersons(projectId: number, bindings: Bindings): string {
  const project = bindings.bind(projectId, 'UInt32');
  return `persons FINAL WHERE project_id = ${project} AND person_id NOT IN (
    SELECT from_person_id FROM person_overrides FINAL WHERE project_id = ${project} AND from_person_id != into_person_id)`;
}
