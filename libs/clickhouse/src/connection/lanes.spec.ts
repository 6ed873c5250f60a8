import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('Lanes', () => {
  it('lends each to one at a time, in the order of asking', async () => {
    const lanes = new Lanes(['a', 'b']);
    const log: string[] = [];
    const ends: (() => void)[] = [];
    const ask = (name: string) =>
      lanes.use(async (lane) => {
        log.push(`${name} on ${lane}`);
        await new Promise<void>((resolve) => ends.push(resolve));
      });
    const asked = ['first', 'second', 'third', 'fourth'].map(ask);
    await tick();
    expect(log).toEqual(['first on b', 'second on a']);
    ends.shift()?.();
    await tick();
    expect(log).toEqual(['first on b', 'second on a', 'third on b']);
    while (ends.length > 0) {
      ends.shift()?.();
      await tick();
    }
    await Promise.all(asked);
    expect(log).toHaveLength(4);
  });

  it('takes back what failed', async () => {
    const lanes = new Lanes(['only']);
    await expect(lanes.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lanes.use((lane) => Promise.resolve(lane))).toBe('only');
  });

  it('drains once all are back', async () => {
    const lanes = new Lanes(['only']);
    let end = () => {};
    const used = lanes.use(() => new Promise<void>((resolve) => (end = resolve)));
    let drained = false;
    const drain = lanes.drain().then(() => (drained = true));
    await tick();
    expect(drained).toBe(false);
    end();
    await Promise.all([used, drain]);
    expect(drained).toBe(true);
  });
});
