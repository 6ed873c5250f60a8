import { describe, expect, it } from '@jest/globals';
import { withLonePoints } from './lone-points.js';

describe('lone points of a line', () => {
  const dotted = (values: (number | null)[]) =>
    withLonePoints(values).flatMap((point, index) => (point?.symbol === 'circle' ? [index] : []));

  it.each([
    [[null, 134, null], [1]],
    [[5], [0]],
    [[1, 2, null, 0], [3]],
    [[1, 2, 3], []],
    [[null, null], []],
  ])('of %j have dots at %j', (values, places) => {
    expect(dotted(values)).toEqual(places);
    expect(withLonePoints(values).map((point) => point?.value ?? null)).toEqual(values);
  });
});
