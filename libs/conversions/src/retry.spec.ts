import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isConsent } from './consent.js';
import { eventIdOf } from './event-id.js';
import { backOffMs, retryAfterMs } from './retry.js';

describe('the wait before another attempt', () => {
  it('doubles up to six hours, half of it by chance', () => {
    expect([1, 2, 3, 20].map((attempts) => backOffMs(attempts, 1))).toEqual([
      30_000, 60_000, 120_000, 21_600_000,
    ]);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, chance) => {
          const longest = backOffMs(n, 1);
          expect(backOffMs(n, chance)).toBeGreaterThanOrEqual(longest / 2);
          expect(backOffMs(n, chance)).toBeLessThanOrEqual(longest);
        },
      ),
    );
  });

  it('is what the network asks for, in seconds or by a date, within reason', () => {
    const now = new Date('2026-11-20T10:00:00Z');
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Fri, 20 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Fri, 20 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999999', now)).toBe(86_400_000);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});

describe('consent', () => {
  it.each([true, 'true', 'Granted', 'yes', 1, '1'])('is given by %j', (value) => {
    expect(isConsent(value)).toBe(true);
  });
  it.each([false, 'false', 'denied', '', 0, null, undefined, {}, [true]])('is not given by %j', (value) => {
    expect(isConsent(value)).toBe(false);
  });
});

it('a long message id is told by its hash', () => {
  expect(eventIdOf({ eventId: 'a'.repeat(64) })).toBe('a'.repeat(64));
  expect(eventIdOf({ eventId: 'a'.repeat(65) })).toMatch(/^[0-9a-f]{64}$/);
});
