import { ProblemException, isOutage } from '@groundswell/platform';

/** Codes of ClickHouse for a question that is too big for the machine as it is now. */
const TOO_HEAVY: Record<string, string> = {
  '159': 'took too long',
  '241': 'needs more memory than there is',
};

/** Says that ClickHouse is away, instead of an empty answer; anything else is passed on as it is. */
export function orClickHouseProblem(error: unknown): never {
  if (isOutage(error)) {
    throw new ProblemException(
      503,
      'ClickHouse cannot be reached; try again in a moment.',
      undefined,
      5,
    ).coded('engine_away');
  }
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const reason = TOO_HEAVY[code];
  if (reason)
    throw new ProblemException(503, `The query ${reason}; ask for a shorter range.`, undefined, 30).coded(
      'query_too_heavy',
    );
  throw error;
}
