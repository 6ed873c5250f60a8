import { type EventSelection, eventCondition } from '../conditions/event-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { addDays } from '../periods/calendar.js';
import { type DayRange, type PeriodContext, type PeriodSource, periodOf } from './period-source.js';

/** The same as from the rollup: days are cut from the timestamps in the project's zone. */
export const periodsFromEvents: PeriodSource = (context, selection, range) => `
    SELECT ${periodOf(context, 'day', range.from)} AS period, groupBitmapState(person) AS people
    FROM (${selectedEvents(context, selection, range)})
    GROUP BY period`;

/** Events that count, with person, local day and what else is asked for. */
export function selectedEvents(
  { query, project, people, bindings }: PeriodContext,
  selection: EventSelection,
  { from, to }: DayRange,
  more?: string,
): string {
  const day = `toDate(timestamp, ${bindings.bind(project.timeZone, 'String')})`;
  // `local_date` narrows what is read; the timestamp decides.
  const since =
    from === null
      ? ''
      : `AND local_date >= ${bindings.bind(addDays(from, -1), 'Date')} AND ${day} >= ${bindings.bind(from, 'Date')}`;
  return `
    SELECT ${people.person} AS person, ${day} AS day ${more ? `, ${more}` : ''}
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date <= ${bindings.bind(addDays(to, 1), 'Date')} AND ${day} <= ${bindings.bind(to, 'Date')} ${since}
      AND ${trafficCondition(query.traffic)} AND ${eventCondition(selection, project, bindings)}`;
}
