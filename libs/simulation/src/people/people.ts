/** Ends as bits, so that a person's ends fit into a byte. */
export const WEB = 1;
export const APP = 2;
export const MINI_PROGRAM = 4;
export const ENDS = [WEB, APP, MINI_PROGRAM] as const;
export type End = (typeof ENDS)[number];

/** Everybody, in columns: millions of people must fit into memory. */
export class People {
  count = 0;
  /** Day of the first activity. */
  firstDay = new Int16Array(1024);
  /** Last day on which the person was active; -1 never. */
  lastDay = new Int16Array(1024);
  /** Ends used so far. */
  ends = new Uint8Array(1024);
  /** 1 once there is a user id. */
  signedUp = new Uint8Array(1024);
  /** 1 once the browser's id is linked to the user id. */
  linked = new Uint8Array(1024);
  /** How likely to come back, relative to others. */
  keenness = new Float32Array(1024);
  /** Index into the list of channels. */
  channel = new Uint8Array(1024);
  country = new Uint8Array(1024);
  /** 0 iOS, 1 Android. */
  phone = new Uint8Array(1024);

  add(day: number): number {
    if (this.count === this.firstDay.length) this.grow();
    const person = this.count++;
    this.firstDay[person] = day;
    this.lastDay[person] = -1;
    return person;
  }

  private grow(): void {
    const size = this.firstDay.length * 2;
    const widen = <T extends Int16Array | Uint8Array | Float32Array>(old: T, wide: T): T => {
      wide.set(old);
      return wide;
    };
    this.firstDay = widen(this.firstDay, new Int16Array(size));
    this.lastDay = widen(this.lastDay, new Int16Array(size));
    this.ends = widen(this.ends, new Uint8Array(size));
    this.signedUp = widen(this.signedUp, new Uint8Array(size));
    this.linked = widen(this.linked, new Uint8Array(size));
    this.keenness = widen(this.keenness, new Float32Array(size));
    this.channel = widen(this.channel, new Uint8Array(size));
    this.country = widen(this.country, new Uint8Array(size));
    this.phone = widen(this.phone, new Uint8Array(size));
  }
}
