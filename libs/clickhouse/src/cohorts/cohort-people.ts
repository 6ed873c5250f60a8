import type { BehaviourRule, CohortRule } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import { beyondRollup, plainCondition } from '../conditions/plain-condition.js';
import { smallestRollup } from '../conditions/smallest-rollup.js';
import { MergedPeople } from '../identity/merged-people.js';
import { addDays } from '../periods/calendar.js';
import { type Members, inAll, inAny, inverse } from '../persons/members.js';
import { propertyPeople } from '../persons/property-people.js';
import type { Audience, Audiences, ProjectSettings } from '../project-settings.js';

export type WithAudiences = ProjectSettings & { audiences: Audiences };

/** Whom a cohort holds (docs/definitions.md, "Cohorts"). */
export function cohortPeople(cohort: Audience, project: WithAudiences, bindings: Bindings): Members {
  if ('generation' in cohort) return takenDown(cohort, project.id, bindings);
  const { match, rules } = cohort.definition;
  const members = rules.map((rule) => ruleMembers(rule, project, bindings));
  return match === 'all' ? inAll(members) : inAny(members);
}

/** As whom those who were taken down count now. */
function takenDown(
  { id, generation }: Audience & { generation: number },
  projectId: number,
  bindings: Bindings,
): Members {
  const set = bindings.once(`cohort ${id}`, () => {
    const project = bindings.bind(projectId, 'UInt32');
    return `(SELECT groupBitmapState(if(into_person_id = 0, person_id, into_person_id)) FROM cohort_members
      LEFT ANY JOIN (SELECT from_person_id, into_person_id FROM person_overrides FINAL WHERE project_id = ${project}) AS merged
        ON cohort_members.person_id = merged.from_person_id
      WHERE project_id = ${project} AND cohort_id = ${bindings.bind(id, 'UInt32')}
        AND generation = ${bindings.bind(generation, 'UInt32')})`;
  });
  return { set, inside: true };
}

function ruleMembers(rule: CohortRule, project: WithAudiences, bindings: Bindings): Members {
  if (rule.type === 'property') return propertyPeople(rule, project.id, bindings);
  const set = bindings.once(`did ${JSON.stringify(rule)}`, () =>
    isInRollup(rule) ? fromRollup(rule, project, bindings) : fromEvents(rule, project, bindings),
  );
  return rule.did ? { set, inside: true } : inverse({ set, inside: true });
}

/** The daily bitmaps know who was there, not how often. */
const isInRollup = ({ atLeast, atMost, filters }: BehaviourRule) =>
  atLeast === 1 && atMost === undefined && beyondRollup(filters) === undefined;

function fromRollup(rule: BehaviourRule, project: WithAudiences, bindings: Bindings): string {
  const people = new MergedPeople(project.audiences.anyMerges, project.id, bindings);
  const { table, condition } = smallestRollup(rule, project.activeEvents, bindings);
  return `(SELECT ${people.bitmap('groupBitmapMergeState(people)')} FROM ${table}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND ${within('local_date', rule, project, bindings)} AND ${condition})`;
}

function fromEvents(rule: BehaviourRule, project: WithAudiences, bindings: Bindings): string {
  const people = new MergedPeople(project.audiences.anyMerges, project.id, bindings);
  const times = [
    `count() >= ${bindings.bind(rule.atLeast, 'UInt32')}`,
    ...(rule.atMost === undefined ? [] : [`count() <= ${bindings.bind(rule.atMost, 'UInt32')}`]),
  ];
  return `(SELECT groupBitmapState(person) FROM (
      SELECT ${people.person} AS person FROM events ${people.join}
      WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND ${within('local_date', rule, project, bindings)}
        AND traffic = 'human' AND ${plainCondition(rule, project.activeEvents, bindings)}
      GROUP BY person HAVING ${times.join(' AND ')}))`;
}

function within(
  day: string,
  { lastDays, from, to }: BehaviourRule,
  { audiences: { today } }: WithAudiences,
  bindings: Bindings,
): string {
  const first = lastDays === undefined ? from : addDays(today, 1 - lastDays);
  const last = lastDays === undefined ? to : today;
  const limit = (sign: string, date: string | undefined) =>
    date === undefined ? [] : [`${day} ${sign} ${bindings.bind(date, 'Date')}`];
  return ['1', ...limit('>=', first), ...limit('<=', last)].join(' AND ');
}
