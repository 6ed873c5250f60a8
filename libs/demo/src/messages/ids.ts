import type { Origin } from '../acts/act.js';
import { hash32 } from '../random/random.js';

/** Who somebody is once they signed up. */
export const userIdOf = (person: number): string => `u${100_001 + person}`;

/** Ids as a product would give them; the same for the same seed. No person stands behind them. */
export class Ids {
  private readonly run: string;

  /** `scale` tells runs of different size apart, whose messages are different ones. */
  constructor(
    private readonly seed: number,
    scale: number,
  ) {
    this.run = hash32(seed, Math.round(scale * 1e9)).toString(36);
  }

  user(person: number): string {
    return userIdOf(person);
  }

  /** A device of a person: 16 hexadecimal digits. */
  device(person: number, origin: Origin): string {
    const high = hash32(person, this.seed + origin * 7_919);
    const low = Math.imul(person * 4 + origin, 0x9e37_79b1) >>> 0;
    return hex(high) + hex(low);
  }

  message(day: number, place: number): string {
    return `${this.run}-${day.toString(36)}-${place.toString(36)}`;
  }

  session(day: number, session: number): string {
    return `s${day.toString(36)}-${session.toString(36)}`;
  }

  /** One code per inviter; multiplying by an odd number keeps codes of different people different. */
  inviteCode(inviter: number): string {
    return `L${(Math.imul(inviter + 1, 0x9e37_79b1) >>> 0).toString(36).padStart(7, '0')}`;
  }

  /** What an ad network puts into the URL. */
  click(random: number): string {
    return hex(random) + hex(hash32(random, 5));
  }
}

/** All numbers of four hexadecimal digits: looking up is several times faster than writing each. */
const HEX4 = Array.from({ length: 0x1_0000 }, (_, bits) => bits.toString(16).padStart(4, '0'));
const hex = (bits: number) => HEX4[bits >>> 16]! + HEX4[bits & 0xffff]!;
