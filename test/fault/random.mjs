import { createHash } from 'node:crypto';

/**
 * Random numbers that are the same for the same names, in any process (mulberry32, seeded by a digest of the names).
 * @returns {{next(): number, below(n: number): number, between(low: number, high: number): number, chance(share: number): boolean, pick(items: any[]): any, shuffled(items: any[]): any[]}}
 */
export function randomOf(...names) {
  let state = createHash('sha256').update(names.join(':')).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)],
    shuffled(items) {
      const order = [...items];
      for (let at = order.length - 1; at > 0; at--) {
        const other = below(at + 1);
        [order[at], order[other]] = [order[other], order[at]];
      }
      return order;
    },
  };
}
