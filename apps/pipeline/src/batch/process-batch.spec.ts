import { ProjectGone } from '@groundswell/postgres';
import { describe, expect, it } from '@jest/globals';
import { BatchesInFlight } from '../steps/deduplicate/batches-in-flight.js';
import { Deduplicator } from '../steps/deduplicate/deduplicator.js';
import { SeenIds } from '../steps/deduplicate/seen-ids.js';
import { processBatch } from './process-batch.js';

const event = (changes: object) => ({
  v: 1,
  projectId: 1,
  messageId: 'm',
  type: 'track',
  event: 'Opened',
  userId: 'u',
  timestamp: '2024-03-09T20:00:00.000Z',
  receivedAt: '2024-03-09T20:00:01.000Z',
  source: 'live',
  platform: 'ios',
  properties: { a: 1 },
  ...changes,
});

function setup() {
  const resolve = (_project: number, items: unknown[]) =>
    Promise.resolve({ personIds: items.map((_, at) => at + 1), merges: [] });
  const find = (ids: number[]) =>
    Promise.resolve(
      ids.filter((id) => id === 1).map((id) => ({ id, timeZone: 'Asia/Shanghai', lateWindowDays: 30 })),
    );
  const erased = { of: () => Promise.resolve(new Map()) };
  const seen = new SeenIds({ storedHashes: () => nothing() });
  const findStored = () => Promise.resolve(new Set<string>());
  return {
    ports: { projects: { find, forget: () => undefined }, identities: { resolve }, erased },
    deduplicator: new Deduplicator({ findStored }, seen, new BatchesInFlight()),
  } as unknown as Parameters<typeof processBatch>[1];
}
async function* nothing(): AsyncGenerator<Uint32Array> {}

const process = (...values: (object | string)[]) => processBatch(rangeOf(values), setup());
const rangeOf = (values: (object | string)[]) => {
  const records = values.map((value, at) => ({
    offset: BigInt(40 + at),
    key: '',
    timestamp: 0,
    value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(event(value))),
  }));
  return { topic: 't', partition: 3, records };
};

describe('processBatch', () => {
  it('makes a row of a good event: its person, its local day, its place in the log', async () => {
    const { rows } = await process({ anonymousId: 'a', utmSource: 'x', clickIds: { gclid: 'g' } });
    expect(rows).toEqual([
      expect.objectContaining({
        project_id: 1,
        person_id: 1,
        local_date: '2024-03-10',
        event_id: 'm',
        distinct_id: 'u',
        utm_source: 'x',
        utm_medium: '',
        click_ids: { gclid: 'g' },
        properties: { a: 1 },
        log_partition: 3,
        log_offset: '40',
      }),
    ]);
  });

  it('keeps the good events of a batch, and each of the others where it belongs', async () => {
    const result = await process(
      { messageId: 'a' },
      'not JSON',
      { messageId: 'a' },
      { messageId: 'b', projectId: 9 },
      { messageId: 'c', timestamp: '2023-01-01T00:00:00.000Z' },
      { messageId: 'd', userId: undefined },
      { messageId: 'e' },
    );
    expect(result.rows.map((row) => row.event_id)).toEqual(['a', 'e']);
    expect(Object.fromEntries(result.drops)).toEqual({ duplicate: 1 });
    const letters = [...result.deadLetters].sort((a, b) => Number(a.offset - b.offset));
    expect(letters.map(({ offset, reason, projectId }) => [Number(offset), reason, projectId])).toEqual([
      [41, 'malformed', null],
      [43, 'unknown_project', null],
      [44, 'late', 1],
      [45, 'no_identity', 1],
    ]);
    expect(letters[0]?.payload).toBe('not JSON');
    expect(letters.every((letter) => letter.detail.endsWith('.') && letter.topic === 't')).toBe(true);
  });

  it('passes over the records of a project that is deleted while their people are looked up, and keeps the others', async () => {
    const services = setup();
    const { projects, identities } = services.ports;
    const { find } = projects;
    const { resolve } = identities;
    let isDeleted = false;
    projects.find = async (ids) => {
      const [found] = await find([1]);
      return ids.filter((id) => id !== 2 || !isDeleted).map((id) => ({ ...found!, id }));
    };
    projects.deleted = async (ids) => new Set(ids.filter((id) => id === 2));
    identities.resolve = async (projectId, items) => {
      if (projectId !== 2) return resolve(projectId, items);
      isDeleted = true;
      throw new ProjectGone(projectId);
    };
    const result = await processBatch(
      rangeOf([{ messageId: 'a' }, { messageId: 'b', projectId: 2 }]),
      services,
    );
    expect(result.rows.map((row) => row.event_id)).toEqual(['a']);
    expect(Object.fromEntries(result.drops)).toEqual({ project_deleted: 1 });
    expect(result.deadLetters).toEqual([]);
  });
});
