import { stringify } from 'csv-stringify/sync';
import type { Answer } from './query.service.js';

/**
 * RFC 4180 with a header line, one row per cell. Values that a spreadsheet would run as a formula get a
 * leading apostrophe, since breakdowns hold whatever clients sent.
 */
export function toCsv(answer: Answer): string {
  const rows = answer.kind === 'activeUsers' ? answer.rows : retentionRows(answer);
  const columns = answer.kind === 'activeUsers' ? ACTIVE_USERS : RETENTION;
  return stringify(rows, {
    header: true,
    columns,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  });
}

const ACTIVE_USERS = ['bucket', 'breakdown', 'users', 'complete'];
const RETENTION = ['cohort', 'breakdown', 'size', 'n', 'users', 'eligible', 'rate', 'complete'];

function retentionRows({ cohorts }: Extract<Answer, { kind: 'retention' }>): Record<string, unknown>[] {
  return cohorts.flatMap(({ cohort, breakdown, size, periods }) =>
    periods.map((cell) => ({ cohort, breakdown, size, ...cell })),
  );
}
