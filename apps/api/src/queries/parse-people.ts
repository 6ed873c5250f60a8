import {
  PEOPLE_CELLS,
  type PeopleCell,
  type PeopleKind,
  engineSchema,
  peoplePageSchema,
  trafficSwitchSchema,
} from '@groundswell/contracts';
import type { PeopleQuery } from '@groundswell/clickhouse';
import { ProblemException } from '@groundswell/platform';
import { zodProblem } from '../http/zod-problem.js';
import { parseQuery } from './parse-query.js';

/** A question about who is behind a cell of another one. */
export interface PeopleQuestion {
  query: PeopleQuery;
  cell: PeopleCell;
  page: number;
  perPage: number;
  format: 'json' | 'csv';
  /** Everybody in one file: CSV of which no page is asked for. */
  isWhole: boolean;
}

const JSON_PER_PAGE = 1_000;

export const isPeopleQuestion = (body: unknown): body is Record<string, unknown> =>
  (body as { kind?: unknown } | null | undefined)?.kind === 'people';

/**
 * `{kind: "people", query: {kind, …}, cell}`; or the fields of the question beside the cell, with its kind as `of`.
 * @throws ProblemException 400
 */
export function parsePeople(body: Record<string, unknown>): PeopleQuestion {
  const { kind: _, query: nested, of, cell = {}, page, perPage, format, ...flat } = body;
  const asked =
    nested === undefined ? { kind: of, ...flat } : { ...options(flat), ...record(nested, 'query') };
  const parsedPage = peoplePageSchema.safeParse({ page, perPage, format });
  if (!parsedPage.success) throw zodProblem(parsedPage.error);
  const size = parsedPage.data;
  if (size.format === 'json' && size.perPage > JSON_PER_PAGE)
    throw at('perPage', `must be at most ${JSON_PER_PAGE}; with format csv 10,000`);
  const kind = kindOf(asked, nested === undefined ? 'of' : 'query.kind');
  const query = parseQuery({ ...asked, kind }) as PeopleQuery;
  const isWhole = size.format === 'csv' && page === undefined && perPage === undefined;
  return { query, cell: cellOf(kind, cell), ...size, isWhole };
}

/** What may stand beside a nested question: how it is answered. */
function options({ engine, traffic, ...others }: Record<string, unknown>): object {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw at(unknown, 'is not a known field; fields of the question belong into query');
  return {
    ...(engine !== undefined && engineSchema.safeParse(engine).success && { engine }),
    ...(traffic !== undefined && trafficSwitchSchema.safeParse(traffic).success && { traffic }),
  };
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw at(path, 'must be the question, like {"kind": "activeUsers", …}');
}

function kindOf({ kind }: { kind?: unknown }, path: string): PeopleKind {
  if (typeof kind === 'string' && Object.hasOwn(PEOPLE_CELLS, kind)) return kind as PeopleKind;
  throw at(path, `must be a kind of question with people behind it: ${Object.keys(PEOPLE_CELLS).join(', ')}`);
}

function cellOf(kind: PeopleKind, cell: unknown): PeopleCell {
  const parsed = PEOPLE_CELLS[kind].safeParse(cell);
  if (parsed.success) return parsed.data;
  const { detail, errors = [] } = zodProblem(parsed.error).toProblem();
  throw new ProblemException(
    400,
    `cell: ${detail}`,
    errors.map((field) => ({ ...field, path: field.path === '' ? 'cell' : `cell.${field.path}` })),
  );
}

function at(path: string, message: string): ProblemException {
  return new ProblemException(400, `${path} ${message}.`, [{ path, message }]);
}
