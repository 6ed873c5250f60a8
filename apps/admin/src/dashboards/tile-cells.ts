import {
  type ActiveUsersRow,
  type EventCountsRow,
  PEOPLE_CELLS,
  type PeopleCell,
  type PeopleKind,
} from '@groundswell/contracts';
import { segmentAt } from '../growth/segment-at.js';
import type { ReportQuery } from '../api/useReport.js';
import type { PeopleAsk } from '../people-behind/behind.js';
import type { Cell, DrawnAnswer } from './tile-answer.js';

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
  funnel: (column, { index, breakdown = null }) => when(column === 'users', { step: index, breakdown }),
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

/**
 * The cell at a height over a period, or over step `index` of a funnel, in the chart of a tile; without a height the one that
 * counts everybody.
 */
export function chartCell(
  answer: DrawnAnswer,
  bucket: string,
  height: number | null,
  index = -1,
): PeopleCell | null {
  switch (answer.kind) {
    case 'activeUsers':
    case 'eventCounts': {
      const breakdown = height === null ? null : nearest(answer.rows, bucket, height)?.breakdown;
      return checked(answer.kind, { bucket, breakdown });
    }
    case 'growthAccounting': {
      const row = answer.rows.find((one) => one.bucket === bucket);
      return row ? checked('growthAccounting', { bucket, segment: segmentAt(row, height) }) : null;
    }
    case 'stickiness':
      return checked('stickiness', { bucket, of: 'dau' });
    case 'funnel':
      return checked('funnel', { step: answer.steps[index]?.index });
    case 'referral':
      return checked('referral', { bucket, of: 'signups' });
    default:
      return null;
  }
}

/** Of the rows of a period, the one drawn next to a height. */
function nearest(
  rows: readonly (ActiveUsersRow | EventCountsRow)[],
  bucket: string,
  height: number,
): ActiveUsersRow | EventCountsRow | undefined {
  const away = (row: ActiveUsersRow | EventCountsRow) =>
    Math.abs(('users' in row ? row.users : (row.value ?? Infinity)) - height);
  return rows.filter((row) => row.bucket === bucket).sort((a, b) => away(a) - away(b))[0];
}

/** The cell of a bar of a funnel that is broken down. @param data what the chart gave the bar */
export function barCell(data: unknown): PeopleCell | null {
  return checked('funnel', (data as { bar?: object }).bar);
}

/** Kinds whose chart on a tile opens people. */
export const OPENS_CHART: readonly string[] = [
  'activeUsers',
  'eventCounts',
  'growthAccounting',
  'stickiness',
  'funnel',
  'paths',
  'referral',
];

function checked(kind: PeopleKind, cell: object | null | undefined): PeopleCell | null {
  const parsed = PEOPLE_CELLS[kind].safeParse(cell);
  return parsed.success ? parsed.data : null;
}
