import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freeShare, rangeOfShare, widestFree } from './free-range.js';

/** Disjoint ranges in steps of a hundredth, as a layer has them. */
const layers = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 12 }).map((ends) => {
  const sorted = [...ends].sort((a, b) => a - b).map((end) => end / 100);
  const pairs = sorted.flatMap((from, at) =>
    at % 2 === 0 && at + 1 < sorted.length ? [[from, sorted[at + 1]!]] : [],
  );
  return {
    taken: pairs.map((range, at) => ({ experimentId: at + 1, name: '', range: range as [number, number] })),
  };
});
const shares = fc.integer({ min: 1, max: 100 }).map((share) => share / 100);

describe('a part of a layer', () => {
  it('is nobody else’s and no wider than asked', () => {
    fc.assert(
      fc.property(layers, shares, fc.integer({ min: 0, max: 4 }), (layer, share, own) => {
        const now = layer.taken.find(({ experimentId }) => experimentId === own)?.range ?? null;
        const range = rangeOfShare(layer, own, now, share);
        if (range === null) return expect(widestFree(layer, own)).toBeNull();
        expect(range[1] - range[0]).toBeLessThanOrEqual(share + 1e-4);
        expect(range[1]).toBeGreaterThan(range[0]);
        for (const { experimentId, range: other } of layer.taken)
          if (experimentId !== own)
            expect(range[0] < other[1] - 1e-9 && other[0] + 1e-9 < range[1]).toBe(false);
      }),
      { examples: [[{ taken: [] }, 0.5, 0]] },
    );
  });

  it('leaves free what nobody has', () => {
    fc.assert(
      fc.property(layers, (layer) => {
        const taken = layer.taken.reduce((sum, { range: [from, to] }) => sum + to - from, 0);
        expect(freeShare(layer) + taken).toBeCloseTo(1, 6);
      }),
    );
  });

  it('stays where it is when it is made narrower', () => {
    const layer = { taken: [{ experimentId: 1, name: '', range: [0, 0.2] as [number, number] }] };
    expect(rangeOfShare(layer, null, [0.5, 1], 0.25)).toEqual([0.5, 0.75]);
    expect(rangeOfShare(layer, null, null, 0.25)).toEqual([0.2, 0.45]);
  });
});
