import { partitionOf } from '@groundswell/event-log';
import { describe, expect, it } from '@jest/globals';
import { byPartition } from './by-partition.js';

const record = (key: string, at: number) => ({ key, value: Buffer.from(String(at)) });

describe('byPartition', () => {
  it('gives each record to the partition of its key, once, and keeps the order of a key', () => {
    const records = Array.from({ length: 500 }, (_, at) => record(`1:person ${at % 50}`, at));
    const groups = byPartition(records, 4);
    expect(groups).toHaveLength(4);
    for (const group of groups) {
      expect(new Set(group.map(({ key }) => partitionOf(key, 4))).size).toBe(1);
      const places = group.map(({ value }) => Number(value.toString()));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    expect(new Set(groups.flat())).toEqual(new Set(records));
  });

  it('leaves out partitions that get nothing', () => {
    expect(byPartition([record('1:a', 0), record('1:a', 1)], 4)).toEqual([
      [record('1:a', 0), record('1:a', 1)],
    ]);
    expect(byPartition([], 4)).toEqual([]);
  });
});
