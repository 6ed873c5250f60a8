/** Bytes of the requests that are being worked on: beyond the limit new ones are turned away at once. */
export class InFlight {
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** @returns the release, or null where there is no room */
  enter(bytes: number): (() => void) | null {
    if (this.bytes > 0 && this.bytes + bytes > this.limit) return null;
    this.bytes += bytes;
    let inside = true;
    return () => {
      if (inside) this.bytes -= bytes;
      inside = false;
    };
  }
}
