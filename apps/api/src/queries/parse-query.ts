import { ProblemException } from '@groundswell/platform';
import { DateTime } from 'luxon';
import { zodProblem } from '../http/zod-problem.js';
import { QUERY_SCHEMAS, type Query, type QueryKind } from './query.dto.js';

const MAX_DAYS = 3_700;
const MAX_CELLS = 200_000;
const DAYS_IN = { hour: 1 / 24, day: 1, week: 7, month: 28 };

/** @throws ProblemException 400 for a kind that is not known, a field that is wrong, a range out of bounds. */
export function parseQuery(body: unknown): Query {
  const schema = QUERY_SCHEMAS[kindOf(body)];
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw zodProblem(parsed.error);
  checkBounds(parsed.data);
  if (parsed.data.kind === 'retention') checkBounds({ ...parsed.data, ...parsed.data.against });
  return parsed.data;
}

function kindOf(body: unknown): QueryKind {
  const kinds = Object.keys(QUERY_SCHEMAS);
  const kind = (body as { kind?: unknown } | null | undefined)?.kind;
  if (typeof kind === 'string' && kinds.includes(kind)) return kind as QueryKind;
  const message = `must be one of: ${kinds.join(', ')}`;
  throw new ProblemException(400, `kind ${message}.`, [{ path: 'kind', message }]);
}

/** Answers are held in memory; their size is known from the range before anything is computed. */
function checkBounds(query: Query): void {
  const days = DateTime.fromISO(query.to).diff(DateTime.fromISO(query.from), 'days').days + 1;
  if (days < 1)
    throw at('from', `must not be after to (${query.from} is after ${query.to})`).coded('range_reversed');
  if (days > MAX_DAYS)
    throw at('to', `the range has ${Math.round(days)} days; ask for at most ${MAX_DAYS}`).coded(
      'range_too_long',
      { most: MAX_DAYS },
    );
  const cells = cellsOf(query, days);
  if (cells <= MAX_CELLS) return;
  throw at(
    'to',
    `the answer would have about ${cells} cells; ask for a shorter range or longer periods`,
  ).coded('answer_too_large');
}

function cellsOf(query: Query, days: number): number {
  switch (query.kind) {
    case 'activeUsers':
    case 'eventCounts':
    case 'growthAccounting':
    case 'referral':
    case 'metric':
      return Math.ceil(days / DAYS_IN[query.interval]);
    case 'stickiness':
    case 'benchmark':
      return days;
    case 'attribution':
    case 'attributionModels':
    case 'attributionPaths':
    case 'campaignPerformance':
    case 'funnel':
    case 'paths':
      return days;
    case 'retention':
      return Math.ceil(days / DAYS_IN[query.period]) * (query.periods + 1);
  }
}

function at(path: string, message: string): ProblemException {
  return new ProblemException(400, `${path}: ${message}.`, [{ path, message }]);
}
