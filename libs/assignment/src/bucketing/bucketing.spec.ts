import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseVariation, getBucketRanges, getEqualWeights } from './buckets.js';
import { fnv1a32, hash } from './hash.js';
import { inNamespace } from './namespace.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const bucket = fc.integer({ min: 0, max: 9999 }).map((at) => at / 10000);

describe('hash', () => {
  // Test vectors of the authors: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['b', 0xe70c2de5],
    ['foobar', 0xbf9cf968],
  ])('FNV-1a of "%s"', (text, expected) => expect(fnv1a32(text)).toBe(expected));

  it('is in steps of .001 or .0001, and null for a version that is not known', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (seed, value) => {
        expect(hash(seed, value, 1)! * 1000).toBeCloseTo(Math.round(hash(seed, value, 1)! * 1000), 6);
        expect(hash(seed, value, 2)! * 10000).toBeCloseTo(Math.round(hash(seed, value, 2)! * 10000), 6);
        expect(hash(seed, value, 3)).toBeNull();
      }),
    );
  });

  it('spreads evenly, and apart from another seed: a share of a share is a share', () => {
    const people = Array.from({ length: 20000 }, (_, at) => `person-${at}`);
    const first = people.filter((id) => hash('one', id, 2)! < 0.5);
    const both = first.filter((id) => hash('two', id, 2)! < 0.5);
    expect(Math.abs(first.length / 20000 - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(both.length / first.length - 0.5)).toBeLessThan(0.02);
  });
});

describe('buckets', () => {
  it.each([
    [
      'equal',
      2,
      1,
      undefined,
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'half of each is covered, from where it begins',
      2,
      0.5,
      undefined,
      [
        [0, 0.25],
        [0.5, 0.75],
      ],
    ],
    [
      'weighted',
      3,
      1,
      [0.25, 0.25, 0.5],
      [
        [0, 0.25],
        [0.25, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'weights of another number are equal',
      2,
      1,
      [0.2, 0.3, 0.5],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'weights that do not add up are equal',
      2,
      1,
      [0.2, 0.3],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'weights that nearly add up are as they are',
      2,
      1,
      [0.25, 0.745],
      [
        [0, 0.25],
        [0.25, 0.995],
      ],
    ],
    [
      'coverage is at most 1',
      2,
      1.5,
      undefined,
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'coverage is at least 0',
      2,
      -1,
      undefined,
      [
        [0, 0],
        [0.5, 0.5],
      ],
    ],
  ])('%s', (_name, variations, coverage, weights, expected) =>
    expect(getBucketRanges(variations, coverage, weights)).toEqual(expected),
  );

  it('there are no weights of nothing', () => expect(getEqualWeights(0)).toEqual([]));

  it('nobody changes variation when coverage grows', () => {
    fc.assert(
      fc.property(bucket, share, share, fc.integer({ min: 2, max: 6 }), (at, one, other, variations) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const before = chooseVariation(at, getBucketRanges(variations, less));
        const after = chooseVariation(at, getBucketRanges(variations, more));
        if (before >= 0) expect(after).toBe(before);
      }),
    );
  });

  it('a range has its beginning and not its end', () => {
    const ranges = [
      [0, 0.5],
      [0.5, 0.8],
    ] as [number, number][];
    expect([0, 0.4999, 0.5, 0.8].map((at) => chooseVariation(at, ranges))).toEqual([0, 0, 1, -1]);
  });
});

it('ranges of a namespace that meet have everybody once', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), share, (id, name, border) => {
      expect(inNamespace(id, [name, 0, border])).toBe(!inNamespace(id, [name, border, 1]));
    }),
  );
});
