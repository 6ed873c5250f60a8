import { addDays, localDay } from '../periods/calendar.js';
import type { AnalysisContext } from './analysis.js';
import { exposedPeople } from './exposures.query.js';

/** What is read of events, and made of them for each person. */
export interface Reading {
  needed: string[];
  events: string[] | null;
  ofEvent: string[];
  ofPerson: string[];
}

/** Names of the columns by which people are cut, and of their cluster. */
export function cutNames({ analysis }: AnalysisContext): string[] {
  const slices = analysis.slices.map((_, index) => `s${index}`);
  return analysis.clusterBy === null ? slices : [...slices, 'cluster'];
}

/**
 * A row for everybody who was exposed to one variation: who, arm, day, the cuts, and what is made of their events, which
 * have `since` (ms since the exposure) and `local_day`.
 * @param firstDay local day of the first exposure
 */
export function personValues(context: AnalysisContext, readings: Reading[], firstDay: string): string {
  const kept = cutNames(context).map((name) => `, any(exposed.${name}) AS ${name}`);
  const values = readings.flatMap(({ ofPerson }) => ofPerson).map((column) => `, ${column}`);
  // An exposed person without events is a row of defaults, whose `since` is before any window.
  return `
    WITH acts.at - exposed.at AS since
    SELECT exposed.person AS who, any(exposed.arm) AS arm, any(exposed.day) AS day${[...kept, ...values].join('')}
    FROM (${actsOf(context, readings, firstDay)}) AS acts
    RIGHT JOIN (SELECT * FROM (${exposedPeople(context)}) WHERE arm >= 0) AS exposed ON acts.person = exposed.person
    GROUP BY exposed.person`;
}

function actsOf(context: AnalysisContext, readings: Reading[], firstDay: string): string {
  const { analysis, project, people, bindings } = context;
  const since = addDays(firstDay, -(analysis.cupedDays ?? 0) - 2);
  const until = addDays(localDay(analysis.end, project.timeZone), 1);
  const columns = readings.flatMap(({ ofEvent }) => ofEvent).map((column) => `, ${column}`);
  const names = readings.flatMap(({ events }) => events ?? []);
  const isAny = readings.some(({ events }) => events === null);
  const named = isAny ? '' : `AND event IN ${bindings.bind([...new Set(names)], 'Array(String)')}`;
  return `
    SELECT ${people.person} AS person, toUnixTimestamp64Milli(timestamp) AS at,
           toDate(timestamp, ${bindings.bind(project.timeZone, 'String')}) AS local_day${columns.join('')}
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(since, 'Date')} AND ${bindings.bind(until, 'Date')}
      AND toUnixTimestamp64Milli(timestamp) < ${bindings.bind(analysis.end.getTime(), 'Int64')}
      AND traffic = 'human' ${named} AND (${readings.flatMap(({ needed }) => needed).join(' OR ')})`;
}
