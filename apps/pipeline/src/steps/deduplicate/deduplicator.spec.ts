import { messageIdHash } from '@groundswell/clickhouse';
import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../candidate.js';
import { BatchesInFlight } from './batches-in-flight.js';
import { Deduplicator } from './deduplicator.js';
import { SeenIds } from './seen-ids.js';

const candidate = (messageId: string, projectId = 1) =>
  ({ project: { id: projectId }, parsed: { event: { projectId, messageId } } }) as Candidate;
const BEFORE = { partition: 0, offset: 100n };

/** A store that holds `stored` (as `project:id`) and notes what it was asked for. */
async function setup(...stored: string[]) {
  const asked: string[][] = [];
  const known = new Set(stored);
  const findStored = (projectId: number, ids: string[]) => {
    asked.push(ids);
    return Promise.resolve(new Set(ids.filter((id) => known.has(`${projectId}:${id}`))));
  };
  const seen = new SeenIds({
    bits: 2 ** 20,
    async *storedHashes() {
      for (const key of stored) {
        const [project, id] = key.split(':') as [string, string];
        yield Uint32Array.from(messageIdHash(Number(project), id));
      }
    },
  });
  seen.invalidate();
  await seen.settled();
  return { asked, known, seen, deduplicator: new Deduplicator({ findStored }, seen, new BatchesInFlight()) };
}
const kinds = (outcomes: { kind: string }[]) => outcomes.map(({ kind }) => kind);

describe('Deduplicator', () => {
  it('keeps the first of each id in the batch', async () => {
    const { deduplicator } = await setup();
    const { outcomes } = await deduplicator.run(
      ['a', 'b', 'a', 'a'].map((id) => candidate(id)),
      BEFORE,
    );
    expect(kinds(outcomes)).toEqual(['ok', 'ok', 'drop', 'drop']);
  });

  it('looks up suspects only, and drops those that are stored', async () => {
    const { deduplicator, asked } = await setup('1:a');
    const { outcomes } = await deduplicator.run(
      ['a', 'b'].map((id) => candidate(id)),
      BEFORE,
    );
    expect(kinds(outcomes)).toEqual(['drop', 'ok']);
    expect(asked).toEqual([['a']]);
  });

  it('tells the same id of two projects apart', async () => {
    const { deduplicator } = await setup('1:a');
    const { outcomes } = await deduplicator.run([candidate('a', 2), candidate('a', 1)], BEFORE);
    expect(kinds(outcomes)).toEqual(['ok', 'drop']);
  });

  it('suspects what it stored itself, from then on', async () => {
    const { deduplicator, known } = await setup();
    const first = await deduplicator.run([candidate('a')], BEFORE);
    first.stored();
    first.release();
    known.add('1:a');
    const second = await deduplicator.run([candidate('a')], BEFORE);
    expect(kinds(second.outcomes)).toEqual(['drop']);
  });

  it('waits for a batch of another partition that is storing the same id', async () => {
    const { deduplicator, known } = await setup();
    const first = await deduplicator.run([candidate('a')], { partition: 1, offset: 5n });
    const second = deduplicator.run([candidate('a'), candidate('b')], BEFORE);
    known.add('1:a');
    first.stored();
    first.release();
    expect(kinds((await second).outcomes)).toEqual(['drop', 'ok']);
  });

  it('keeps the event when the other batch failed', async () => {
    const { deduplicator } = await setup();
    const first = await deduplicator.run([candidate('a')], { partition: 1, offset: 5n });
    const second = deduplicator.run([candidate('a')], BEFORE);
    first.release();
    expect(kinds((await second).outcomes)).toEqual(['ok']);
  });

  it('lets others go on when the store is away', async () => {
    const inFlight = new BatchesInFlight();
    const seen = new SeenIds({ storedHashes: () => empty() });
    const failing = new Deduplicator({ findStored: () => Promise.reject(new Error('away')) }, seen, inFlight);
    await expect(failing.run([candidate('a')], BEFORE)).rejects.toThrow('away');
    expect(inFlight.enter(new Set()).earlier).toEqual([]);
  });
});

async function* empty(): AsyncGenerator<Uint32Array> {}
