import { type Filter, PERSON_PREFIX, isAboutPeople } from '@groundswell/contracts';
import { cohortPeople } from '../cohorts/cohort-people.js';
import { cohortNamed } from '../cohorts/cohort-named.js';
import { type Members, asStored, inAll, inAny, inverse } from '../persons/members.js';
import { propertyPeople } from '../persons/property-people.js';
import type { ProjectSettings } from '../project-settings.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import type { Bindings } from './bound.js';

export const aboutEvents = (filter: Filter): boolean => !isAboutPeople(filter);

/** Whose events pass, by the numbers that events and bitmaps are stored with; null without a filter on people. */
export function peopleOfFilters(
  filters: Filter[] | undefined,
  project: ProjectSettings,
  bindings: Bindings,
): Members | null {
  const about = (filters ?? []).filter(isAboutPeople);
  if (about.length === 0) return null;
  const members = about.map((filter) => peopleOf(filter, project, bindings));
  return asStored(inAll(members), project.id, bindings);
}

function peopleOf(filter: Filter, project: ProjectSettings, bindings: Bindings): Members {
  if (filter.property.startsWith(PERSON_PREFIX)) return propertyPeople(filter, project.id, bindings);
  const cohorts = cohortsOf(filter).map((name) => cohortNamed(name, project));
  const members = inAny(cohorts.map(({ cohort, within }) => cohortPeople(cohort, within, bindings)));
  return filter.operator === 'neq' || filter.operator === 'notIn' ? inverse(members) : members;
}

/** @throws UnanswerableQuery */
function cohortsOf({ operator, value }: Filter): (string | number)[] {
  if (!['eq', 'neq', 'in', 'notIn'].includes(operator)) {
    throw new UnanswerableQuery(`A filter on cohort goes by eq, neq, in or notIn, not by ${operator}.`);
  }
  const names = [value ?? []].flat().filter((name) => typeof name !== 'boolean');
  if (names.length === 0)
    throw new UnanswerableQuery('A filter on cohort needs the id of a cohort as value.');
  return names;
}
