import { PEOPLE_CELLS, type PeopleCell, type PeopleKind } from '@groundswell/contracts';
import { segmentAt } from '../growth/segment-at.js';
import type { ReportQuery } from '../api/useReport.js';
import type { PeopleAsk } from '../people-behind/behind.js';
import type { Cell, ChartedAnswer } from './tile-answer.js';

type Row = Record<string, Cell>;
const SEGMENTS: readonly string[] = ['active', 'new', 'retained', 'resurrected', 'churned'];
const REFERRAL_COUNTS: readonly string[] = ['users', 'invites', 'visits', 'signups', 'activated'];

/** By kind: what a number of a row is keyed by, where it is one of people. */
const KEYS: { [Kind in PeopleKind]?: (column: string, row: Row) => object | null } = {
  activeUsers: (column, { bucket, breakdown }) => when(column === 'users', { bucket, breakdown }),
  eventCounts: (column, { bucket, breakdown }) => when(column === 'value', { bucket, breakdown }),
  growthAccounting: (column, { bucket }) => when(SEGMENTS.includes(column), { bucket, segment: column }),
  stickiness: (column, { bucket }) =>
    when(column === 'dau' || column === 'windowUsers', { bucket, of: column }),
  funnel: (column, { index }) => when(column === 'users', { step: index }),
  paths: (column, { step, source, target }) => when(column === 'users', { step, source, target }),
  referral: (column, { bucket }) => when(REFERRAL_COUNTS.includes(column), { bucket, of: column }),
  attribution: (column, { key }) => when(column === 'conversions', { key }),
  campaignPerformance: (column, { key }) => when(column === 'signups', { key }),
};

function when(isOfPeople: boolean, cell: object): object | null {
  return isOfPeople ? cell : null;
}

/** Whether the numbers of a question have people behind them. */
export function isPeopleAsk(query: ReportQuery | PeopleAsk): query is PeopleAsk {
  return Object.hasOwn(PEOPLE_CELLS, query.kind);
}

/** The cell of a number in the table of a tile; null where it is none of people. */
export function tableCell(kind: PeopleKind, column: string, row: Row): PeopleCell | null {
  return checked(kind, KEYS[kind]?.(column, row));
}

/** The cell at a height over a period in the chart of a tile; without a height the one that counts everybody. */
export function chartCell(answer: ChartedAnswer, bucket: string, height: number | null): PeopleCell | null {
  switch (answer.kind) {
    case 'activeUsers': {
      const rows = answer.rows.filter((row) => row.bucket === bucket);
      const away = ({ users }: { users: number }) => Math.abs(users - (height ?? Infinity));
      const [nearest] = rows.sort((a, b) => away(a) - away(b));
      return checked('activeUsers', { bucket, breakdown: height === null ? null : nearest?.breakdown });
    }
    case 'growthAccounting': {
      const row = answer.rows.find((one) => one.bucket === bucket);
      return row ? checked('growthAccounting', { bucket, segment: segmentAt(row, height) }) : null;
    }
    case 'stickiness':
      return checked('stickiness', { bucket, of: 'dau' });
    default:
      return null;
  }
}

/** Kinds whose chart on a tile opens people. */
export const OPENS_CHART: readonly string[] = ['activeUsers', 'growthAccounting', 'stickiness'];

function checked(kind: PeopleKind, cell: object | null | undefined): PeopleCell | null {
  const parsed = PEOPLE_CELLS[kind].safeParse(cell);
  return parsed.success ? parsed.data : null;
}
