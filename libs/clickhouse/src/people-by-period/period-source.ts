import type { TrafficSwitch } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import type { EventSelection } from '../conditions/event-condition.js';
import type { MergedPeople } from '../identity/merged-people.js';
import type { Calendar, Period } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

/** What people of periods are asked with. */
export interface PeriodContext {
  query: { period: Period; traffic: TrafficSwitch };
  project: ProjectSettings;
  /** First day of the first period that is told from those before it. */
  span: { first: string };
  people: MergedPeople;
  bindings: Bindings;
  calendar: Calendar;
}

/** Local days, both included; null: since the beginning. */
export interface DayRange {
  from: string | null;
  to: string;
}

/**
 * SQL with one row (period, people) for each period in which anybody did what is selected; people is a bitmap with merged
 * people as one. Since the beginning means: all before the first period are together in one row before it.
 */
export type PeriodSource = (context: PeriodContext, selection: EventSelection, range: DayRange) => string;

/** First day of the period that holds the Date `column`, as `PeriodSource` groups by it. */
export function periodOf(
  { query, span, calendar, bindings }: PeriodContext,
  column: string,
  from: string | null,
): string {
  const period = calendar.sql(query.period, column);
  return from === null ? `greatest(${period}, ${bindings.bind(span.first, 'Date')} - 1)` : period;
}

export const NOBODY = 'bitmapBuild(emptyArrayUInt32())';

/** An empty row for each of these periods (first days). */
export function emptyPeriods(periods: string[], bindings: Bindings): string {
  return `SELECT arrayJoin(${bindings.bind(periods, 'Array(Date)')}) AS period, ${NOBODY} AS people`;
}

/** The rows of a source, each period once, and an empty one for each of these periods that has none. */
export function withEmptyPeriods(rows: string, periods: string[], bindings: Bindings): string {
  return `
    SELECT period, groupBitmapOrState(p.people) AS people
    FROM (${rows} UNION ALL ${emptyPeriods(periods, bindings)}) AS p
    GROUP BY period`;
}
