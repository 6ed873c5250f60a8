import type {
  ActiveUsersAnswer,
  BenchmarkAnswer,
  EventCountsAnswer,
  FunnelAnswer,
  GrowthAccountingAnswer,
  PathsAnswer,
  QueryAnswer,
  ReferralAnswer,
  RetentionAnswer,
  StickinessAnswer,
} from '@groundswell/contracts';

/** Answers that are drawn along an axis. */
export type DrawnAnswer =
  | ActiveUsersAnswer
  | EventCountsAnswer
  | GrowthAccountingAnswer
  | StickinessAnswer
  | RetentionAnswer
  | FunnelAnswer
  | ReferralAnswer
  | BenchmarkAnswer;
/** Answers that have a chart of their own; any other is a table. */
export type ChartedAnswer = DrawnAnswer | PathsAnswer;
export type TileAnswer = ChartedAnswer | QueryAnswer;

export type Cell = string | number | boolean | null;

const CHARTED: readonly string[] = [
  'activeUsers',
  'eventCounts',
  'growthAccounting',
  'stickiness',
  'retention',
  'funnel',
  'paths',
  'referral',
  'benchmark',
] satisfies ChartedAnswer['kind'][];

export function isCharted(answer: TileAnswer): answer is ChartedAnswer {
  return CHARTED.includes(answer.kind);
}

/** Whether there is nothing that a chart could show. */
export function isBare(answer: ChartedAnswer): boolean {
  if (answer.kind === 'funnel') return !answer.steps[0]?.users;
  if (answer.kind === 'referral') return answer.totals.users === 0;
  if (answer.kind === 'benchmark') return answer.rows.length === 0 && !answer.own?.length;
  return tableRows(answer).length === 0;
}

/** Rows of an answer as a table shows them: of retention the weighted average. */
export function tableRows(answer: TileAnswer): Record<string, Cell>[] {
  const parts = answer as { rows?: object[]; average?: object[]; links?: object[] };
  const rows = 'steps' in answer ? stepRows(answer) : (parts.rows ?? parts.average ?? parts.links ?? []);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(isPlain)) as Record<string, Cell>);
}

/** With a breakdown the steps of everybody, and then those of each value. */
function stepRows({ steps, groups }: FunnelAnswer): object[] {
  if (!groups) return steps;
  const under = (breakdown: string | null, own: object[]) => own.map((step) => ({ breakdown, ...step }));
  return [...under(null, steps), ...groups.flatMap((group) => under(group.breakdown, group.steps))];
}

function isPlain([, value]: [string, unknown]): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
