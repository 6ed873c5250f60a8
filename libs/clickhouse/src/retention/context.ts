import type { RetentionQuery } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import type { EventSelection } from '../conditions/event-condition.js';
import type { MergedPeople } from '../identity/merged-people.js';
import type { Calendar } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Column } from './columns.js';

export interface RetentionSpan {
  /** First days of the first and the last cohort. */
  first: string;
  last: string;
  /** Last day of the last cohort that is looked at. */
  lastDay: string;
  /** Last day that is looked at. */
  end: string;
}

export interface RetentionContext {
  query: RetentionQuery;
  project: ProjectSettings;
  span: RetentionSpan;
  columns: Column[];
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
 * people as one. Since the beginning means: all before the first cohort's period are together in one row before it.
 */
export type PeriodSource = (context: RetentionContext, selection: EventSelection, range: DayRange) => string;

/** First day of the period that holds the Date `column`, as `PeriodSource` groups by it. */
export function periodOf(
  { query, span, calendar, bindings }: RetentionContext,
  column: string,
  from: string | null,
): string {
  const period = calendar.sql(query.period, column);
  return from === null ? `greatest(${period}, ${bindings.bind(span.first, 'Date')} - 1)` : period;
}
