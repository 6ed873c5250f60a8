import type { RetentionQuery } from '@groundswell/contracts';
import type { PeriodContext } from '../people-by-period/period-source.js';
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

export interface RetentionContext extends PeriodContext {
  query: RetentionQuery;
  span: RetentionSpan;
  columns: Column[];
}
