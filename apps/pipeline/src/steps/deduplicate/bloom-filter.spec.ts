import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { BloomFilter } from './bloom-filter.js';

const hashes = (count: number) => {
  const bytes = randomBytes(count * 8);
  return Array.from(
    { length: count },
    (_, i) => [bytes.readUInt32LE(i * 8), bytes.readUInt32LE(i * 8 + 4)] as const,
  );
};

describe('BloomFilter', () => {
  it('never says no of a hash that was added', () => {
    const filter = new BloomFilter(2 ** 16);
    const added = hashes(5000);
    for (const [low, high] of added) filter.add(low, high);
    expect(added.every(([low, high]) => filter.mightHave(low, high))).toBe(true);
  });

  it('says perhaps of fewer than two strangers in a hundred at ten bits an id', () => {
    const filter = new BloomFilter(2 ** 20);
    for (const [low, high] of hashes(2 ** 20 / 10)) filter.add(low, high);
    const suspects = hashes(50_000).filter(([low, high]) => filter.mightHave(low, high));
    expect(suspects.length).toBeLessThan(1000);
  });

  it.each([0, 33, 2 ** 33])('refuses %d bits', (bits) => {
    expect(() => new BloomFilter(bits)).toThrow(RangeError);
  });

  it('covers the whole of 2^32 addresses without turning negative', () => {
    const filter = new BloomFilter(2 ** 31);
    filter.add(0xffffffff, 0xfffffffe);
    expect(filter.mightHave(0xffffffff, 0xfffffffe)).toBe(true);
    expect(filter.mightHave(0x7fffffff, 3)).toBe(false);
  });
});
