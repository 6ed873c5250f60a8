import { addDays, localDay } from '../periods/calendar.js';
import type { AnalysisContext } from './analysis.js';
import { exposedPeople, peopleRange } from './exposures.query.js';
import type { PersonReading } from './person-reading.js';

/** Names of the columns by which people are cut, and of their cluster. */
export function cutNames({ analysis }: AnalysisContext): string[] {
  const slices = analysis.slices.map((_, index) => `s${index}`);
  return analysis.clusterBy === null ? slices : [...slices, 'cluster'];
}

/**
 * A row for everybody who was exposed to one variation: arm, day, the cuts, and what is made of what the reading keeps of
 * their events.
 * @param ofPerson `expression AS name`
 * @param firstDay local day of the first exposure
 */
export function personValues(
  context: AnalysisContext,
  reading: PersonReading,
  ofPerson: string[],
  firstDay: string,
): string {
  const cuts = cutNames(context);
  const kept = cuts.map((name) => `, any(exposed.${name}) AS ${name}`).join('');
  const columns = (list: string[]) => list.map((column) => `, ${column}`).join('');
  // An exposed person without events is a row of defaults, which is no event that anything asks for.
  return `
    SELECT arm, day${columns(cuts)}${columns(ofPerson)}
    FROM (
      WITH acts.at - exposed.at AS since, toInt32(acts.local_day) - toInt32(exposed.day) AS passed${columns(reading.inTime)}
      SELECT any(exposed.arm) AS arm, any(exposed.day) AS day${kept}${columns(reading.ofPerson)}
      FROM (${actsOf(context, reading, firstDay)}) AS acts
      RIGHT JOIN (SELECT * FROM (${exposedPeople(context)}) WHERE arm >= 0) AS exposed ON acts.person = exposed.person
      GROUP BY exposed.person${context.entries ? ', exposed.arm' : ''}
    )`;
}

function actsOf(context: AnalysisContext, reading: PersonReading, firstDay: string): string {
  const { analysis, project, people, bindings } = context;
  const since = addDays(firstDay, -(analysis.cupedDays ?? 0) - 2);
  const until = addDays(localDay(analysis.end, project.timeZone), 1);
  const columns = reading.ofEvent.map((column) => `, ${column}`).join('');
  const named =
    reading.events === null ? '' : `AND event IN ${bindings.bind(reading.events, 'Array(String)')}`;
  return `
    SELECT ${people.person} AS person, toUnixTimestamp64Milli(timestamp) AS at,
           toDate(timestamp, ${bindings.bind(project.timeZone, 'String')}) AS local_day${columns}
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(since, 'Date')} AND ${bindings.bind(until, 'Date')}
      AND toUnixTimestamp64Milli(timestamp) < ${bindings.bind(analysis.end.getTime(), 'Int64')}
      AND traffic = 'human' ${named} ${peopleRange(context)} AND (${reading.needed.join(' OR ')})`;
}
