import type {
  ActiveUsersAnswer,
  BenchmarkAnswer,
  GrowthAccountingAnswer,
  QueryAnswer,
  RetentionAnswer,
  StickinessAnswer,
} from '@groundswell/contracts';

/** Answers that have a chart of their own; any other is a table. */
export type ChartedAnswer =
  ActiveUsersAnswer | GrowthAccountingAnswer | StickinessAnswer | RetentionAnswer | BenchmarkAnswer;
export type TileAnswer = ChartedAnswer | QueryAnswer;

export type Cell = string | number | boolean | null;

const CHARTED: readonly string[] = [
  'activeUsers',
  'growthAccounting',
  'stickiness',
  'retention',
  'benchmark',
] satisfies ChartedAnswer['kind'][];

export function isCharted(answer: TileAnswer): answer is ChartedAnswer {
  return CHARTED.includes(answer.kind);
}

/** Rows of an answer as a table shows them: of retention the weighted average. */
export function tableRows(answer: TileAnswer): Record<string, Cell>[] {
  const parts = answer as { rows?: object[]; average?: object[]; steps?: object[]; links?: object[] };
  const rows = parts.rows ?? parts.average ?? parts.steps ?? parts.links ?? [];
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(isPlain)) as Record<string, Cell>);
}

function isPlain([, value]: [string, unknown]): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
