import type { Random } from './random.js';

/** Draws positions 0 … n-1 in proportion to their weights. */
export class Weighted {
  private readonly upTo: number[] = [];

  constructor(weights: readonly number[]) {
    let total = 0;
    for (const weight of weights) this.upTo.push((total += weight));
    if (!(total > 0)) throw new RangeError('at least one weight must be above 0');
  }

  draw(random: Random): number {
    const at = random.unit() * this.upTo[this.upTo.length - 1]!;
    let low = 0;
    let high = this.upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.upTo[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
