import type { GrowthAccountingQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { type PeriodSource, withEmptyPeriods } from '../people-by-period/period-source.js';
import { Calendar } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

export interface GrowthSpan {
  /** First days of the periods that are asked for. */
  periods: string[];
  /** First day of the period before them, whose people can churn. */
  before: string;
  /** Last day of the last. */
  end: string;
}

/**
 * Rows: bucket, active, new, retained, churned. Each period's people are one bitmap; who is new, stayed or left is that
 * bitmap against the one before and against all before together, which are united once, running along.
 */
export function growthAccountingSql(
  source: PeriodSource,
  query: GrowthAccountingQuery,
  project: ProjectSettings,
  span: GrowthSpan,
  anyMerges: boolean,
): Query {
  const bindings = new Bindings();
  const periods = comparedPeriods(source, query, project, span, anyMerges, bindings);
  return {
    query: `
      SELECT toString(period) AS bucket,
             bitmapCardinality(people) AS active,
             bitmapAndnotCardinality(people, earlier) AS new,
             bitmapAndCardinality(people, previous) AS retained,
             bitmapAndnotCardinality(previous, people) AS churned
      FROM (${periods})
      WHERE period >= ${bindings.bind(span.periods[0], 'Date')}`,
    query_params: bindings.values,
  };
}

/** Rows: period, people, and as bitmaps too `previous` (of the period before) and `earlier` (of all before). */
export function comparedPeriods(
  source: PeriodSource,
  query: GrowthAccountingQuery,
  project: ProjectSettings,
  { periods, before, end }: GrowthSpan,
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const context = {
    query: { period: query.interval, traffic: query.traffic },
    project,
    span: { first: before },
    people: new MergedPeople(anyMerges, project.id, bindings),
    bindings,
    calendar: new Calendar(project.weekStart),
  };
  const some = source(context, { filters: query.filters }, { from: null, to: end });
  const all = withEmptyPeriods(some, [before, ...periods], bindings);
  return `
    SELECT period, people,
           groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS previous,
           groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
    FROM (${all})`;
}
