import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

describe('Pace', () => {
  it('says nothing at first', () => {
    const pace = new Pace();
    pace.observe(0, 0, 0);
    expect([pace.rowsPerSecond, pace.secondsLeft]).toEqual([null, null]);
  });

  it('goes by the last quarter of a minute', () => {
    const pace = new Pace();
    pace.observe(0, 0, 0);
    pace.observe(1_000, 0.1, 10_000);
    expect([pace.rowsPerSecond, pace.secondsLeft]).toEqual([100, 90]);
    pace.observe(5_000, 0.5, 20_000);
    expect(pace.rowsPerSecond).toBe(400);
    expect(pace.secondsLeft).toBeCloseTo(12.5);
  });

  it('does not promise an end while nothing moves', () => {
    const pace = new Pace();
    pace.observe(5, 0.5, 0);
    pace.observe(5, 0.5, 1_000);
    expect([pace.rowsPerSecond, pace.secondsLeft]).toEqual([0, null]);
  });
});
