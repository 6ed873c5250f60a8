import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventAllowance } from './event-allowance.js';

const clock = () => {
  const time = { now: 0 };
  return { time, now: () => time.now };
};
const of = (key: string, events: number) => new Map([[key, events]]);

describe('EventAllowance', () => {
  it('lets everything through without a limit', () => {
    expect(new EventAllowance(0).take(of('k', 1e9))).toBe(0);
  });

  it('lets a batch larger than a second through once, and says when it is paid for', () => {
    const { time, now } = clock();
    const allowance = new EventAllowance(100, now);
    expect(allowance.take(of('k', 600))).toBe(0);
    expect(allowance.take(of('k', 1))).toBe(5);
    time.now = 4_900;
    expect(allowance.take(of('k', 1))).toBe(1);
    time.now = 5_100;
    expect(allowance.take(of('k', 1))).toBe(0);
  });

  it('holds one key apart from another, and takes from none where one has nothing left', () => {
    const allowance = new EventAllowance(10, clock().now);
    allowance.take(of('a', 20));
    expect(allowance.take(of('b', 5))).toBe(0);
    expect(allowance.take(new Map([...of('a', 1), ...of('b', 5)]))).toBeGreaterThan(0);
    expect(allowance.take(of('b', 5))).toBe(0);
    expect(allowance.take(of('b', 1))).toBeGreaterThan(0);
  });

  it('never lets more through than its rate, one second and one request make', () => {
    const requests = fc.array(fc.record({ events: fc.nat(300), pause: fc.nat(3_000) }), { maxLength: 50 });
    fc.assert(
      fc.property(requests, (all) => {
        const { time, now } = clock();
        const allowance = new EventAllowance(100, now);
        let taken = 0;
        for (const { events, pause } of all) {
          time.now += pause;
          if (allowance.take(of('k', events)) === 0) taken += events;
        }
        expect(taken).toBeLessThanOrEqual(100 * (time.now / 1000 + 1) + 300);
      }),
    );
  });
});
