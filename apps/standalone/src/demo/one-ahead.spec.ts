import { describe, expect, it } from '@jest/globals';
import { oneAhead } from './one-ahead.js';

async function* numbers(made: number[], last = 4) {
  try {
    for (let n = 1; n <= last; n++) {
      made.push(n);
      yield n;
    }
  } finally {
    made.push(0);
  }
}

describe('oneAhead', () => {
  it('gives every item in its order and makes the next one meanwhile', async () => {
    const made: number[] = [];
    const seen: [item: number, made: number][] = [];
    for await (const item of oneAhead(numbers(made))) seen.push([item, made.length]);
    expect(seen).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ]);
  });

  it('ends the source when nobody goes on', async () => {
    const made: number[] = [];
    for await (const item of oneAhead(numbers(made))) if (item === 2) break;
    expect(made).toEqual([1, 2, 3, 0]);
  });

  it('fails where the source fails, after the items before', async () => {
    async function* failing() {
      yield 1;
      throw new Error('no more');
    }
    const seen: number[] = [];
    const run = async () => {
      for await (const item of oneAhead(failing())) seen.push(item);
    };
    await expect(run()).rejects.toThrow('no more');
    expect(seen).toEqual([1]);
  });
});
