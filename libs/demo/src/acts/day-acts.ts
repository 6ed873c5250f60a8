import type { Act, ActKind, Origin } from './act.js';

/** 2^24 acts a day at most: key = ms of the day × 2^24 + position fits a double exactly. */
const MOST = 2 ** 24;

/** The acts of one day in columns, told in order of time; of equal times, in the order of adding. */
export class DayActs {
  count = 0;
  private keys = new Float64Array(0);
  private persons = new Uint32Array(0);
  private kinds = new Uint8Array(0);
  private origins = new Uint8Array(0);
  private flags = new Uint8Array(0);
  private sessions = new Uint32Array(0);
  private abouts = new Uint32Array(0);

  /** `startsAt`: the instant in ms at which the day begins. */
  constructor(
    readonly startsAt: number,
    expected: number,
  ) {
    this.grow(Math.max(1_024, expected));
  }

  add({ at, person, kind, origin, flags, session, about }: Act): void {
    if (this.count === this.persons.length) this.grow(this.count * 2);
    const i = this.count++;
    if (i >= MOST) throw new RangeError('too many acts on one day; simulate at a smaller scale');
    this.keys[i] = (at - this.startsAt) * MOST + i;
    this.persons[i] = person;
    this.kinds[i] = kind;
    this.origins[i] = origin;
    this.flags[i] = flags;
    this.sessions[i] = session;
    this.abouts[i] = about;
  }

  /** Call once, after the last `add`. */
  sort(): void {
    this.keys = this.keys.subarray(0, this.count).sort();
  }

  /** The act at a place in order of time. */
  at(place: number): Act {
    const key = this.keys[place]!;
    const i = key % MOST;
    return {
      at: this.startsAt + Math.floor(key / MOST),
      person: this.persons[i]!,
      kind: this.kinds[i] as ActKind,
      origin: this.origins[i] as Origin,
      flags: this.flags[i]!,
      session: this.sessions[i]!,
      about: this.abouts[i]!,
    };
  }

  private grow(size: number): void {
    const grown = <T extends Float64Array | Uint32Array | Uint8Array>(column: T, bigger: T): T => {
      bigger.set(column);
      return bigger;
    };
    this.keys = grown(this.keys, new Float64Array(size));
    this.persons = grown(this.persons, new Uint32Array(size));
    this.kinds = grown(this.kinds, new Uint8Array(size));
    this.origins = grown(this.origins, new Uint8Array(size));
    this.flags = grown(this.flags, new Uint8Array(size));
    this.sessions = grown(this.sessions, new Uint32Array(size));
    this.abouts = grown(this.abouts, new Uint32Array(size));
  }
}
