import { describe, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { pageName, peopleFile } from './people-file.js';

const person = (personId: number) => ({
  ...{ personId, distinctIds: [`u${personId}`], firstSeen: null, lastSeen: null, properties: {} },
});

describe('a file of people', () => {
  it('has everybody once, looked up a thousand at a time, under one header', async () => {
    const asked: number[] = [];
    const ids = Array.from({ length: 2_001 }, (_, at) => at + 1);
    const file = peopleFile(
      ids,
      (some) => {
        asked.push(some.length);
        return Promise.resolve(some.map(person));
      },
      'people',
    );
    const [head, ...rows] = (await text(file.getStream())).trimEnd().split('\r\n');
    expect(head).toBe('personId,distinctIds,firstSeen,lastSeen,properties');
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(ids);
    expect(asked).toEqual([1_000, 1_000, 1]);
  });

  it('has a header where there is nobody', async () => {
    const file = peopleFile([], () => Promise.resolve([]), 'people');
    expect(await text(file.getStream())).toBe('personId,distinctIds,firstSeen,lastSeen,properties\r\n');
  });

  it('that breaks off does not look whole', async () => {
    const file = peopleFile([1], () => Promise.reject(new Error('away')), 'people');
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
