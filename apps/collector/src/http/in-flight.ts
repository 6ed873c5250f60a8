/**
 * Bytes of the requests that are being worked on: beyond the limit new ones are turned away at once, so that memory is
 * bounded however slow the log is.
 */
export class InFlight {
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** Null where there is no room; a request that is alone always has room. */
  enter(bytes: number): Lease | null {
    if (!this.hasRoom(bytes)) return null;
    const lease = new Lease(this.hasRoom, (change) => (this.bytes += change));
    lease.add(bytes);
    return lease;
  }

  private readonly hasRoom = (bytes: number): boolean => this.bytes === 0 || this.bytes + bytes <= this.limit;
}

/** What one request holds. */
export class Lease {
  private held = 0;
  private ended = false;

  constructor(
    private readonly hasRoom: (bytes: number) => boolean,
    private readonly change: (bytes: number) => void,
  ) {}

  add(bytes: number): void {
    if (this.ended) return;
    this.held += bytes;
    this.change(bytes);
  }

  /** Holds `bytes` in all, once they are known: a body may be larger than was declared, or be unpacked. */
  resize(bytes: number): boolean {
    const more = bytes - this.held;
    if (more > 0 && !this.hasRoom(more)) return false;
    this.add(more);
    return true;
  }

  end(): void {
    this.add(-this.held);
    this.ended = true;
  }
}
