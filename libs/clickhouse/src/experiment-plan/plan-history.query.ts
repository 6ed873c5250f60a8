import type { Filter, Measured, MetricDefinition } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { finiteAt, propertyOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { MergedPeople } from '../identity/merged-people.js';
import { addDays, startOfDay } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

/** Days of the past that stand for those to come, and whom of them a test would be about. */
export interface PlanHistory {
  from: string;
  to: string;
  /** Who does it would be exposed; absent: whoever is active. */
  event?: string;
  filters: Filter[];
  anyMerges: boolean;
}

/** Rows: day, people; of those who would be exposed, by the day on which that were first so. */
export function firstExposures(project: ProjectSettings, history: PlanHistory): Query {
  const bindings = new Bindings();
  const exposed = exposedPeople(project, history, bindings);
  return {
    query: `SELECT toString(day) AS day, count() AS people FROM (${exposed}) GROUP BY day ORDER BY day`,
    query_params: bindings.values,
  };
}

/** One row: n, mean, variance (n − 1) of the metric, as if everybody had been exposed at their first event. */
export function baselineOf(
  project: ProjectSettings,
  history: PlanHistory,
  definition: PlannedDefinition,
): Query {
  const bindings = new Bindings();
  const exposed = exposedPeople(project, history, bindings);
  const people = new MergedPeople(history.anyMerges, project.id, bindings);
  const { event, condition, value, whole } = partsOf(definition, project, history, bindings);
  const days = daysOf(history, bindings);
  const acts = `SELECT ${people.person} AS person, timestamp, local_date, ${numberOf(definition)} AS number
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND ${days}
      AND ${trafficCondition('human')} AND ${event}`;
  const values = `SELECT exposed.person AS person, ${value.replaceAll('HOLDS', condition)} AS value
    FROM (${exposed}) AS exposed LEFT JOIN (${acts}) AS acts ON exposed.person = acts.person
    WHERE ${whole} GROUP BY exposed.person`;
  return {
    query: `SELECT count() AS n, avg(value) AS mean, varSamp(value) AS variance FROM (${values})`,
    query_params: bindings.values,
  };
}

const daysOf = ({ from, to }: PlanHistory, bindings: Bindings) =>
  `local_date BETWEEN ${bindings.bind(from, 'Date')} AND ${bindings.bind(to, 'Date')}`;

function exposedPeople(project: ProjectSettings, history: PlanHistory, bindings: Bindings): string {
  const people = new MergedPeople(history.anyMerges, project.id, bindings);
  return `SELECT ${people.person} AS person, min(timestamp) AS at, min(local_date) AS day FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND ${daysOf(history, bindings)}
      AND ${trafficCondition('human')}
      AND ${eventCondition({ event: history.event, filters: history.filters }, project, bindings)}
    GROUP BY person`;
}

const PLANNED = ['proportion', 'count', 'revenue', 'retention'] as const;
export type PlannedDefinition = Extract<MetricDefinition, { type: (typeof PLANNED)[number] }>;

/** Whether history tells what a metric of this type comes to; of others its mean is to be given. */
export function isPlanned(definition: MetricDefinition): definition is PlannedDefinition {
  return (PLANNED as readonly string[]).includes(definition.type);
}

interface Parts {
  /** Which events are looked at. */
  event: string;
  /** Which of them count for a person; a row of the join without an event counts for nothing. */
  condition: string;
  /** Of a person; HOLDS stands for the condition. */
  value: string;
  /** Who was there long enough for the metric to be whole. */
  whole: string;
}

function partsOf(
  definition: PlannedDefinition,
  project: ProjectSettings,
  { to }: PlanHistory,
  bindings: Bindings,
): Parts {
  const event = measured(definition.of, project, bindings);
  const there = 'acts.person != 0';
  if (definition.type === 'retention') {
    const [first, last] = definition.days.map((day) => bindings.bind(day, 'UInt32'));
    const days = `toInt32(acts.local_date) - toInt32(exposed.day)`;
    return {
      event,
      condition: `${there} AND acts.timestamp >= exposed.at AND ${days} >= ${first} AND ${days} <= ${last}`,
      value: 'countIf(HOLDS) > 0',
      whole: `exposed.day + ${last} <= ${bindings.bind(to, 'Date')}`,
    };
  }
  const delay = milliseconds(definition.delayHours, bindings);
  const window = definition.windowHours === null ? null : milliseconds(definition.windowHours, bindings);
  const since = `toInt64(toUnixTimestamp64Milli(acts.timestamp)) - toInt64(toUnixTimestamp64Milli(exposed.at))`;
  const end = bindings.bind(startOfDay(addDays(to, 1), project.timeZone).getTime(), 'Int64');
  return {
    event,
    condition: `${there} AND ${since} >= ${delay}${window ? ` AND ${since} <= ${window}` : ''}`,
    value: VALUES[definition.type],
    whole: window ? `toUnixTimestamp64Milli(exposed.at) + ${window} <= ${end}` : '1',
  };
}

const VALUES = {
  proportion: 'countIf(HOLDS) > 0',
  count: 'countIf(HOLDS)',
  revenue: 'sumIf(ifNull(acts.number, 0), HOLDS)',
};

const milliseconds = (hours: number, bindings: Bindings) =>
  bindings.bind(Math.round(hours * 3_600_000), 'Int64');

function measured(of: Partial<Measured>, project: ProjectSettings, bindings: Bindings): string {
  return eventCondition({ event: of.event, filters: of.filters }, project, bindings);
}

function numberOf(definition: PlannedDefinition): string {
  return definition.type === 'revenue' ? finiteAt(propertyOf(definition.of.property)) : 'NULL';
}
