import { describe, expect, it } from '@jest/globals';
import { RestartPause } from './restart-pause.js';

describe('RestartPause', () => {
  it('grows while the process lives short, up to ten seconds', () => {
    const pause = new RestartPause();
    const start = Date.parse('2024-03-01T00:00:00Z');
    const pauses = Array.from({ length: 9 }, (_, n) => pause.next(start + n * 1_000));
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  });

  it('is short again after a long life', () => {
    const pause = new RestartPause();
    const start = Date.parse('2024-03-01T00:00:00Z');
    pause.next(start);
    pause.next(start + 1_000);
    expect(pause.next(start + 100_000)).toBe(100);
  });
});
