import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Gate } from './gate.js';

describe('Gate', () => {
  it('runs no more than its width at once, in order, also past failures', async () => {
    const gate = new Gate(2);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const task = (index: number) => async () => {
      most = Math.max(most, ++inside);
      order.push(index);
      await turn();
      inside--;
      if (index % 3 === 0) throw new Error('failed');
    };
    await Promise.allSettled(Array.from({ length: 10 }, (_, index) => gate.through(task(index))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([most, inside]).toEqual([2, 0]);
    await expect(gate.through(async () => 'again')).resolves.toBe('again');
  });
});
