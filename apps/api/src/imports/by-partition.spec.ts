import { partitionOf } from '@groundswell/event-log';
import { describe, expect, it } from '@jest/globals';
import { byPartition, inPieces } from './by-partition.js';

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

describe('inPieces', () => {
  const sizes = (records: { value: Buffer }[]) =>
    [...inPieces(records.map((one) => ({ key: 'k', ...one })))].map(({ length }) => length);
  const many = (count: number, bytes: number) => Array(count).fill({ value: Buffer.alloc(bytes) });

  it('bounds the bytes of an append, and leaves nothing out', () => {
    expect(sizes([])).toEqual([]);
    expect(sizes(many(1, 9_000_000))).toEqual([1]);
    expect(sizes(many(7_149, 10))).toEqual([7_149]);
    expect(sizes(many(15_000, 10))).toEqual([7_150, 7_150, 700]);
    expect(sizes(many(9, 300_000))).toEqual([3, 3, 3]);
  });
});
