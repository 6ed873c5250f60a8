import { describe, expect, it } from '@jest/globals';
import { withLonePoints } from './lone-points.js';

describe('lone points of a line', () => {
  it.each([
    [[null, 134, null], [1]],
    [[5], [0]],
    [[1, 2, null, 0], [3]],
  ])('of %j have dots at %j', (values, places) => {
    const { showSymbol, data } = withLonePoints(values);
    const points = data as ({ value: number; symbol: string } | null)[];
    expect(showSymbol).toBe(true);
    expect(points.flatMap((point, index) => (point?.symbol === 'circle' ? [index] : []))).toEqual(places);
    expect(points.map((point) => point?.value ?? null)).toEqual(values);
  });

  it.each([[[1, 2, 3]], [[null, null]], [[]]])('are not in %j, which stays as it is', (values) => {
    expect(withLonePoints(values)).toEqual({ showSymbol: false, data: values });
  });
});
