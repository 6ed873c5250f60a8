/** Bits that an id sets: best for about ten bits of filter an id, when one lookup in a hundred is in vain. */
const PROBES = 6;

/**
 * A set of 64-bit hashes that may say "perhaps" of one that is not in it, and never "no" of one that is.
 * Memory is fixed at creation: it fills up, it does not grow. Written here because the kept library for it,
 * bloom-filters 3.0, hashes by itself (10 µs an id) and cannot be filled with hashes that the store computed.
 */
export class BloomFilter {
  private readonly words: Uint32Array;
  private readonly mask: number;
  private added = 0;

  /** @param bits a power of two between 2^5 and 2^32 */
  constructor(readonly bits: number) {
    if (bits < 32 || bits > 2 ** 32 || !Number.isInteger(Math.log2(bits))) {
      throw new RangeError(`${bits} is not a power of two between 2^5 and 2^32`);
    }
    this.words = new Uint32Array(bits / 32);
    this.mask = bits - 1;
  }

  /** @param low @param high the halves of the hash, unsigned */
  add(low: number, high: number): void {
    const step = high | 1;
    for (let probe = 0, at = low; probe < PROBES; probe++, at += step) {
      const bit = ((at >>> 0) & this.mask) >>> 0;
      this.words[bit >>> 5]! |= 1 << (bit & 31);
    }
    this.added++;
  }

  mightHave(low: number, high: number): boolean {
    const step = high | 1;
    for (let probe = 0, at = low; probe < PROBES; probe++, at += step) {
      const bit = ((at >>> 0) & this.mask) >>> 0;
      if ((this.words[bit >>> 5]! & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  /** How many hashes were added, repeated ones too. */
  get size(): number {
    return this.added;
  }
}
