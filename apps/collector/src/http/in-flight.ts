/** Requests of nobody known may fill this part of the room: whoever has a key still gets in beside them. */
const STRANGERS_SHARE = 0.5;

/**
 * Bytes of the requests that are being worked on: beyond the limit new ones are turned away at once, so that memory is
 * bounded however slow the log is.
 */
export class InFlight {
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** What is held now, bytes. */
  get held(): number {
    return this.bytes;
  }

  /** Null where there is no room; a request that is alone always has room. */
  enter(bytes: number, known = true): Lease | null {
    const lease = new Lease(this.hasRoom, (change) => (this.bytes += change), known);
    return lease.resize(bytes) ? lease : null;
  }

  private readonly hasRoom = (bytes: number, known: boolean): boolean => {
    const limit = known ? this.limit : this.limit * STRANGERS_SHARE;
    return this.bytes === 0 || this.bytes + bytes <= limit;
  };
}

/** What one request holds. */
export class Lease {
  private held = 0;
  private ended = false;

  constructor(
    private readonly hasRoom: (bytes: number, known: boolean) => boolean,
    private readonly change: (bytes: number) => void,
    private known: boolean,
  ) {}

  /** Its sender has shown a key: all of the room is open to it. */
  trust(): void {
    this.known = true;
  }

  add(bytes: number): void {
    if (this.ended) return;
    this.held += bytes;
    this.change(bytes);
  }

  /** Holds `bytes` in all, once they are known: a body may be larger than was declared, or be unpacked. */
  resize(bytes: number): boolean {
    const more = bytes - this.held;
    if (more > 0 && !this.hasRoom(more, this.known)) return false;
    this.add(more);
    return true;
  }

  end(): void {
    this.add(-this.held);
    this.ended = true;
  }
}
