import { COHORT_PREFIX, COHORT_PROPERTY, PERSON_PREFIX } from '@groundswell/contracts';

/** What a question, however deep its filters and breakdowns lie, asks of people. */
export interface AskedOfPeople {
  /** Properties of people. */
  properties: boolean;
  /** Ids or names of cohorts. */
  cohorts: string[];
}

export function askedOfPeople(query: unknown): AskedOfPeople {
  const found: AskedOfPeople = { properties: false, cohorts: [] };
  look(query, found);
  return { ...found, cohorts: [...new Set(found.cohorts)].sort() };
}

function look(value: unknown, found: AskedOfPeople): void {
  if (Array.isArray(value)) return value.forEach((part) => look(part, found));
  if (typeof value !== 'object' || value === null) return;
  const { property, breakdown, value: named } = value as Record<string, unknown>;
  for (const name of [property, breakdown]) {
    if (typeof name !== 'string') continue;
    if (name.startsWith(PERSON_PREFIX)) found.properties = true;
    if (name.startsWith(COHORT_PREFIX)) found.cohorts.push(...name.slice(COHORT_PREFIX.length).split(','));
  }
  if (property === COHORT_PROPERTY) found.cohorts.push(...[named ?? []].flat().map(String));
  Object.values(value).forEach((part) => look(part, found));
}
