import { ProblemException } from '@groundswell/platform';
import { parseQuery } from '../queries/parse-query.js';
import type { Query } from '../queries/query.dto.js';

/** Kinds that list people: their answers are personal data, and a dashboard may be opened to others. */
const PERSONAL: readonly string[] = ['people'];

/**
 * A query as a report keeps it: by its contract, with its defaults, always answered as JSON.
 * @throws ProblemException 400 with paths below `query`
 */
export function savedQuery(query: Record<string, unknown>): Query {
  if (PERSONAL.includes(String(query.kind))) {
    throw below(new ProblemException(400, 'kind people lists persons and cannot be saved as a report.'));
  }
  try {
    const parsed = parseQuery(query);
    return { ...parsed, format: 'json' };
  } catch (error) {
    throw error instanceof ProblemException ? below(error) : error;
  }
}

/** The same problem of a query that lies inside a body: its codes stay, the paths move. */
function below(problem: ProblemException): ProblemException {
  const { detail, errors, code, values } = problem.toProblem();
  const fields = errors?.map((field) => ({ ...field, path: `query.${field.path}` }));
  const moved = new ProblemException(
    400,
    `query.${detail}`,
    fields ?? [{ path: 'query', message: detail, code, values }],
  );
  return code ? moved.coded(code, values) : moved;
}
