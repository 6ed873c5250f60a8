import type { Audience, ProjectSettings } from '@groundswell/clickhouse';
import { type CohortRule, type Filter, PERSON_PREFIX, isReservedEvent } from '@groundswell/contracts';
import { type Log, dayOf } from './query-reference.js';

/** What is known of people, and whom cohorts hold, by plain looks at each. */
export interface People {
  log: Log;
  /** Of everybody, those too who count as somebody else. */
  known: Map<number, Record<string, unknown>>;
  cohorts: (Audience & { taken?: number[] })[];
  project: ProjectSettings;
  today: string;
}

const countsAs = ({ log }: People, person: number) => log.merges.get(person) ?? person;

/** Whether a filter on people holds of whoever this person counts as. */
export function isOf(people: People, person: number, filter: Filter): boolean {
  const who = countsAs(people, person);
  if (filter.property.startsWith(PERSON_PREFIX)) {
    return holds(people.known.get(who)?.[filter.property.slice(PERSON_PREFIX.length)], filter);
  }
  const named = [filter.value].flat();
  const isIn = people.cohorts.some((cohort) => named.includes(cohort.id) && isInCohort(people, who, cohort));
  return filter.operator === 'neq' || filter.operator === 'notIn' ? !isIn : isIn;
}

export function isInCohort(people: People, who: number, cohort: People['cohorts'][number]): boolean {
  if ('generation' in cohort) return (cohort.taken ?? []).some((one) => countsAs(people, one) === who);
  const { match, rules } = cohort.definition;
  return match === 'all'
    ? rules.every((rule) => follows(people, who, rule))
    : rules.some((rule) => follows(people, who, rule));
}

function follows(people: People, who: number, rule: CohortRule): boolean {
  if (rule.type === 'property') return isOf(people, who, rule);
  const { log, project, today } = people;
  const first = rule.lastDays === undefined ? rule.from : dayBefore(today, rule.lastDays - 1);
  const last = rule.lastDays === undefined ? rule.to : today;
  const times = log.events.filter(({ person, at, event, platform, traffic = 'human' }) => {
    const day = dayOf(at, project.timeZone);
    const counts =
      rule.event === undefined ? platform !== 'server' && !isReservedEvent(event) : event === rule.event;
    const passes = (rule.filters ?? []).every((filter) => filter.value === platform);
    const inDays = (first === undefined || day >= first) && (last === undefined || day <= last);
    return countsAs(people, person) === who && traffic === 'human' && counts && passes && inDays;
  }).length;
  const did = times >= rule.atLeast && (rule.atMost === undefined || times <= rule.atMost);
  return did === rule.did;
}

const dayBefore = (day: string, days: number) =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

/** docs/definitions.md, "Filter". */
function holds(value: unknown, { operator, value: asked }: Filter): boolean {
  const text = value === undefined || value === null ? null : String(value);
  const same = [asked].flat().some((one) => String(one) === text);
  switch (operator) {
    case 'isSet':
      return text !== null;
    case 'isNotSet':
      return text === null;
    case 'eq':
    case 'in':
      return same;
    case 'neq':
    case 'notIn':
      return !same;
    case 'contains':
      return text !== null && text.toLowerCase().includes(String(asked).toLowerCase());
    case 'notContains':
      return !(text !== null && text.toLowerCase().includes(String(asked).toLowerCase()));
    case 'gte':
      return text !== null && Number(text) >= Number(asked);
    default:
      throw new Error(`the reference knows no ${operator}`);
  }
}
