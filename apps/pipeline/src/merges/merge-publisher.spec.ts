import { describe, expect, it } from '@jest/globals';
import { MergePublisher } from './merge-publisher.js';

const merge = (from: number) => ({ projectId: 1, fromPersonId: from, intoPersonId: 1, sequence: from });

/** Merges that wait in PostgreSQL, handed out two at a time, and those that ClickHouse got. */
function setup() {
  const waiting = [merge(2), merge(3), merge(4)];
  const published: number[] = [];
  const state = { down: false, asked: 0 };
  const identities = {
    unpublishedMerges: () => Promise.resolve((state.asked++, waiting.slice(0, 2))),
    markMergesPublished: (done: { fromPersonId: number }[]) =>
      Promise.resolve(void waiting.splice(0, done.length)),
  };
  const store = {
    insertMerges: (merges: { fromPersonId: number }[]) => {
      if (state.down) return Promise.reject(new Error('away'));
      published.push(...merges.map(({ fromPersonId }) => fromPersonId));
      return Promise.resolve();
    },
  };
  return { waiting, published, state, publisher: new MergePublisher(identities, store) };
}

describe('MergePublisher', () => {
  it('publishes what an earlier process left, then asks only when merges were noted', async () => {
    const { waiting, published, state, publisher } = setup();
    await publisher.flush();
    expect(published).toEqual([2, 3, 4]);
    const asked = state.asked;
    publisher.note([]);
    await publisher.flush();
    expect(state.asked).toBe(asked);
    waiting.push(merge(5));
    publisher.note([merge(5)]);
    await Promise.all([publisher.flush(), publisher.flush()]);
    expect(published).toEqual([2, 3, 4, 5]);
  });

  it('keeps them for the next time when ClickHouse is away', async () => {
    const { published, state, publisher } = setup();
    state.down = true;
    await expect(publisher.flush()).rejects.toThrow('away');
    state.down = false;
    await publisher.flush();
    expect(published).toEqual([2, 3, 4]);
  });
});
