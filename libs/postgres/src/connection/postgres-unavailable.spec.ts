import { describe, expect, it } from '@jest/globals';
import { toPostgresUnavailable } from './postgres-unavailable.js';

describe('toPostgresUnavailable', () => {
  it.each([
    ['postgres://u:p@db:6432/x', new Error('boom'), 'PostgreSQL at db:6432 cannot be reached: boom'],
    ['postgres://u:p@db/x', new Error('boom'), 'PostgreSQL at db:5432 cannot be reached: boom'],
    ['postgres://u:s%20p@db/x', new Error('no "s p"'), 'PostgreSQL at db:5432 cannot be reached: no "***"'],
    [
      'postgres://db/x',
      new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]),
      'PostgreSQL at db:5432 cannot be reached: ECONNREFUSED',
    ],
  ])('%s, %p', (url, error, sentence) => {
    expect(toPostgresUnavailable(url, error).message).toBe(sentence);
  });

  it('does not repeat a URL that it cannot read', () => {
    expect(toPostgresUnavailable('s3cret', new Error('x')).message).not.toContain('s3cret');
  });
});
