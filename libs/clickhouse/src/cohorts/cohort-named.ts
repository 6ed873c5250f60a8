import type { Audience, ProjectSettings } from '../project-settings.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import type { WithAudiences } from './cohort-people.js';

/** The saved cohort of this id or, where none has it, of this name. @throws UnanswerableQuery */
export function cohortNamed(
  name: string | number,
  project: ProjectSettings,
): { cohort: Audience; within: WithAudiences } {
  const { audiences } = project;
  const cohort = audiences && findCohort(audiences.cohorts, name);
  if (!audiences || !cohort)
    throw new UnanswerableQuery(`This project has no cohort ${JSON.stringify(name)}.`);
  return { cohort, within: { ...project, audiences } };
}

/** By id, else by name. */
export function findCohort<Named extends { id: number; name: string }>(
  cohorts: readonly Named[],
  name: string | number,
): Named | undefined {
  return cohorts.find(({ id }) => String(id) === String(name)) ?? cohorts.find((one) => one.name === name);
}
