import { ALERT_COLUMNS, type AlertMeasure, type SeriesPoint } from '@groundswell/contracts';
import type { Query } from '../queries/query.dto.js';
import type { Answer } from '../queries/query.service.js';

interface Row {
  bucket: string;
  breakdown?: string | null;
  complete?: boolean;
}

/** The number that is watched, by bucket, as the answer of the report has it. */
export function seriesOf(answer: Answer, measure: AlertMeasure): SeriesPoint[] {
  if (answer.kind === 'retention') {
    return answer.cohorts
      .filter(({ breakdown }) => breakdown === measure.breakdown)
      .map(({ cohort, periods }) => ({ bucket: cohort, cell: periods.find(({ n }) => n === measure.period) }))
      .map(({ bucket, cell }) => ({
        bucket,
        value: cell?.rate ?? null,
        complete: cell?.complete ?? false,
      }));
  }
  return rowsOf(answer)
    .filter((row) => (row.breakdown ?? null) === measure.breakdown)
    .map((row) => ({
      bucket: row.bucket,
      value: numberOf(row, measure.column),
      complete: row.complete ?? true,
    }));
}

function rowsOf(answer: Answer): Row[] {
  if (answer.kind === 'funnel') return answer.trend ?? [];
  return 'rows' in answer ? (answer.rows as unknown as Row[]) : [];
}

function numberOf(row: Row, column: string): number | null {
  const value = (row as unknown as Record<string, unknown>)[column];
  return typeof value === 'number' ? value : null;
}

/** What keeps a report from being watched by a measure, as `[path, message]`; null where nothing does. */
export function measureProblem(query: Query, measure: AlertMeasure): [path: string, message: string] | null {
  const columns = ALERT_COLUMNS[query.kind];
  if (!columns) {
    return ['reportId', `a report of ${query.kind} cannot be watched; use one of ${kinds()}`];
  }
  if (!columns.includes(measure.column)) {
    return ['measure.column', `must be one of: ${columns.join(', ')}`];
  }
  if (query.kind === 'funnel' && !query.trend) {
    return ['reportId', 'the funnel has no trend: save it with one, by day, week or month'];
  }
  if (query.kind === 'retention') return periodProblem(measure.period, query.periods);
  const isSplit = 'breakdown' in query && query.breakdown !== undefined && query.kind !== 'funnel';
  if (measure.breakdown !== null && !isSplit) {
    return ['measure.breakdown', 'the report has no breakdown'];
  }
  return null;
}

const kinds = () => Object.keys(ALERT_COLUMNS).join(', ');

function periodProblem(period: number | undefined, periods: number): [string, string] | null {
  if (period !== undefined && period <= periods) return null;
  return ['measure.period', `must be a period of the report, 0 to ${periods}`];
}
