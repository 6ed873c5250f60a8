import { ProblemException } from '@groundswell/platform';
import { describe, expect, it } from '@jest/globals';
import { orClickHouseProblem } from './clickhouse-problem.js';

function outcome(error: unknown): unknown {
  try {
    return orClickHouseProblem(error);
  } catch (thrown) {
    return thrown instanceof ProblemException ? [thrown.getStatus(), thrown.message] : thrown;
  }
}
const coded = (code: string) => Object.assign(new Error('x'), { code });

describe('orClickHouseProblem', () => {
  it('never takes an outage for an empty answer', () => {
    expect(outcome(coded('ECONNREFUSED'))).toEqual([
      503,
      'ClickHouse cannot be reached; try again in a moment.',
    ]);
  });
  it('says that a question is too big', () => {
    expect(outcome(coded('241'))).toEqual([
      503,
      'The query needs more memory than there is; ask for a shorter range.',
    ]);
  });
  it('passes anything else on', () => {
    const fault = coded('47');
    expect(outcome(fault)).toBe(fault);
  });
});
