import { describe, expect, it } from '@jest/globals';
import { relativeChange, withChanges } from './changes.js';

describe('changes from bucket to bucket', () => {
  const row = (line: string, users: number, complete = true) => ({ line, users, complete });
  const changesOf = (rows: ReturnType<typeof row>[], backs: number[]) =>
    withChanges<ReturnType<typeof row> & { changes?: (number | null)[] }>(
      rows,
      backs,
      ({ line }) => line,
      (one, then) => relativeChange(one.users, then.users),
    ).map(({ changes }) => changes);

  it('are within a line', () => {
    const rows = [row('a', 10), row('b', 1), row('a', 15), row('b', 4)];
    expect(changesOf(rows, [1, 2])).toEqual([
      [null, null],
      [null, null],
      [0.5, null],
      [3, null],
    ]);
  });

  it('are none of a bucket that is not over: it would seem to have fallen', () => {
    expect(changesOf([row('a', 10), row('a', 20), row('a', 3, false)], [1])).toEqual([[null], [1], [null]]);
    expect(changesOf([row('a', 3, false), row('a', 20)], [1])).toEqual([[null], [null]]);
  });
});
