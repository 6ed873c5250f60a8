import { describe, expect, it } from '@jest/globals';
import type { ProblemException } from '@groundswell/platform';
import { parseQuery } from './parse-query.js';
import { QUERY_SCHEMAS } from './query.dto.js';

function problemOf(body: unknown) {
  try {
    parseQuery(body);
  } catch (error) {
    return (error as ProblemException).toProblem();
  }
  throw new Error('was taken');
}
const active = { kind: 'activeUsers', from: '2024-01-01', to: '2024-01-31' };

describe('parseQuery', () => {
  it('fills the defaults', () => {
    expect(parseQuery(active)).toMatchObject({ interval: 'day', engine: 'auto', format: 'json' });
  });

  it.each([[undefined], [null], ['text'], [[]], [{}], [{ kind: 'funny' }], [{ kind: 'constructor' }]])(
    'lists the kinds for %p',
    (body) => {
      expect(problemOf(body)).toMatchObject({
        status: 400,
        detail: `kind must be one of: ${Object.keys(QUERY_SCHEMAS).join(', ')}.`,
        errors: [{ path: 'kind' }],
      });
    },
  );

  it('names an unknown field at its own path', () => {
    const { errors } = problemOf({
      kind: 'retention',
      from: '2024-01-01',
      to: '2024-02-01',
      cohort: { x: 1 },
    });
    expect(errors).toEqual([{ path: 'cohort.x', message: 'is not a known field', code: 'field_unknown' }]);
  });

  it('refuses a day that the calendar does not have', () => {
    expect(problemOf({ ...active, to: '2024-02-30' }).errors?.[0]?.path).toBe('to');
  });

  it('says that from is after to', () => {
    expect(problemOf({ ...active, from: '2024-03-01' }).detail).toContain('must not be after to');
  });

  it('bounds the range and the size of the answer', () => {
    expect(problemOf({ ...active, from: '1900-01-01' }).detail).toContain('at most 3700');
    const large = { kind: 'retention', from: '2020-01-01', to: '2024-01-01', period: 'day', periods: 366 };
    expect(problemOf(large).detail).toContain('cells');
  });
});
