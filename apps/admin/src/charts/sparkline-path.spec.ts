import { describe, expect, it } from '@jest/globals';
import { sparklinePath } from './sparkline-path.js';

describe('sparkline', () => {
  it('runs from the left to the right edge, the largest value on top', () => {
    expect(sparklinePath([0, 5, 10], 106, 26)).toEqual({ line: 'M3 23L53 13L103 3', end: { x: 103, y: 3 } });
  });

  it('lies flat where nothing happened', () => {
    expect(sparklinePath([0, 0], 106, 26).line).toBe('M3 23L103 23');
  });
});
