import { describe, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { PART, type PartOfIds, pageName, peopleFile } from './people-file.js';

const HEAD = 'personId,distinctIds,firstSeen,lastSeen,properties';

const person = (personId: number) => ({
  ...{ personId, distinctIds: [`u${personId}`], firstSeen: null, lastSeen: null, properties: {} },
});
const load = (some: number[]) => Promise.resolve(some.map(person));

/** 1 to `count`, with the parts that were asked for. */
function listOf(count: number) {
  const asked: number[] = [];
  const idsOf: PartOfIds = ({ after, limit }) => {
    asked.push(after);
    return Promise.resolve(Array.from({ length: Math.min(limit, count - after) }, (_, at) => after + at + 1));
  };
  return { asked, idsOf };
}

describe('a file of people', () => {
  it('has everybody once, looked up a thousand at a time, under one header', async () => {
    const sizes: number[] = [];
    const { idsOf, asked } = listOf(2_001);
    const file = await peopleFile(idsOf, (ids) => (sizes.push(ids.length), load(ids)), 'people');
    const [head, ...rows] = (await text(file.getStream())).trimEnd().split('\r\n');
    expect(head).toBe(HEAD);
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(
      Array.from({ length: 2_001 }, (_, at) => at + 1),
    );
    expect(sizes).toEqual([1_000, 1_000, 1]);
    expect(asked).toEqual([0]);
  });

  it.each([
    [PART - 1, [0]],
    [PART, [0, PART]],
    [2 * PART + 1, [0, PART, 2 * PART]],
  ])('of %d holds the ids of one part at a time', async (count, parts) => {
    const { idsOf, asked } = listOf(count);
    const file = await peopleFile(idsOf, (ids) => Promise.resolve([person(ids.length)]), 'people');
    const [, ...rows] = (await text(file.getStream())).trimEnd().split('\r\n');
    expect(rows.reduce((sum, row) => sum + Number(row.split(',')[0]), 0)).toBe(count);
    expect(asked).toEqual(parts);
  });

  it('has a header where there is nobody', async () => {
    const file = await peopleFile(listOf(0).idsOf, load, 'people');
    expect(await text(file.getStream())).toBe(`${HEAD}\r\n`);
  });

  it('does not begin where the first part is refused', async () => {
    await expect(peopleFile(() => Promise.reject(new Error('no such cell')), load, 'people')).rejects.toThrow(
      'no such cell',
    );
  });

  it.each<[string, PartOfIds, typeof load]>([
    ['people', listOf(1).idsOf, () => Promise.reject(new Error('away'))],
    [
      'a later part',
      (part) => (part.after > 0 ? Promise.reject(new Error('away')) : listOf(PART).idsOf(part)),
      () => Promise.resolve([]),
    ],
  ])('that breaks off at %s does not look whole', async (_, idsOf, people) => {
    const file = await peopleFile(idsOf, people, 'people');
    await expect(text(file.getStream())).rejects.toThrow('away');
  });

  it.each([
    [{ page: 1, perPage: 25, total: 60 }, 'people-1-25-of-60'],
    [{ page: 3, perPage: 25, total: 60 }, 'people-51-60-of-60'],
    [{ page: 1, perPage: 25, total: 0 }, 'people-0-0-of-0'],
  ])('of a page says which of how many it has: %j', (page, name) => {
    expect(pageName('people', page)).toBe(name);
  });
});
