/** What was started, to be stopped in reverse. One failure does not keep the others from being stopped. */
export class Teardown {
  private readonly stops: { name: string; stop: () => Promise<void> }[] = [];
  private closed = false;
  private readonly abort = new AbortController();

  /** Registers a stop; where teardown has begun already, stops it at once. */
  async add(name: string, stop: () => Promise<void>): Promise<void> {
    if (this.closed) await stop();
    else this.stops.push({ name, stop });
  }

  get begun(): boolean {
    return this.closed;
  }

  /** Aborted when the teardown begins: for what takes long and need not be finished. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  async run(): Promise<void> {
    this.closed = true;
    this.abort.abort();
    const faults: string[] = [];
    for (;;) {
      const next = this.stops.pop();
      if (!next) break;
      try {
        await next.stop();
      } catch (error) {
        faults.push(`${next.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (faults.length > 0) throw new Error(faults.join('; '));
  }
}
