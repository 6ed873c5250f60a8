import { addDays, localDay } from '../periods/calendar.js';
import type { AnalysisContext } from './analysis.js';
import { exposedNumbers, exposedPeople, peopleRange } from './exposures.query.js';
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
  const lists = reading.ofPerson;
  const exposed = ['arm', 'day', 'at', ...(context.entries ? ['until'] : []), ...cutNames(context)];
  const ofEvents = lists.map((column) => `acts.${column.slice(column.lastIndexOf(' AS ') + 4)}`);
  // An exposed person without events has lists without anything.
  const people = `
    SELECT ${[...exposed.map((name) => `exposed.${name}`), ...ofEvents].map(bare).join(', ')}
    FROM (SELECT ${['person', ...lists].join(', ')} FROM (${actsOf(context, reading, firstDay)}) GROUP BY person) AS acts
    RIGHT JOIN (SELECT * FROM (${exposedPeople(context)}) WHERE arm >= 0) AS exposed ON acts.person = exposed.person`;
  const made = reading.ofExposed.reduce(
    (from, level) => `SELECT *, ${level.join(', ')} FROM (${from})`,
    people,
  );
  return `SELECT ${['arm', 'day', ...cutNames(context), ...ofPerson].join(', ')} FROM (${made})`;
}

/** Under the name that it has in its table. */
const bare = (column: string) => `${column} AS ${column.slice(column.indexOf('.') + 1)}`;

function actsOf(context: AnalysisContext, reading: PersonReading, firstDay: string): string {
  const { analysis, project, people, bindings } = context;
  const since = addDays(firstDay, -(analysis.cupedDays ?? 0) - 2);
  const until = addDays(localDay(analysis.end, project.timeZone), 1);
  const named =
    reading.events === null ? '' : `AND event IN ${bindings.bind(reading.events, 'Array(String)')}`;
  const who = context.areFew ? `AND ${people.person} IN (${exposedNumbers(context)})` : '';
  return `
    SELECT ${[`${people.person} AS person`, 'timestamp', 'log_partition', 'log_offset', ...reading.ofEvent].join(', ')}
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(since, 'Date')} AND ${bindings.bind(until, 'Date')}
      AND toUnixTimestamp64Milli(timestamp) < ${bindings.bind(analysis.end.getTime(), 'Int64')}
      AND traffic = 'human' ${named} ${peopleRange(context)} ${who} AND (${reading.needed.join(' OR ')})`;
}
