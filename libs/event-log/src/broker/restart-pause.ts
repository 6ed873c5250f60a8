const FIRST_MS = 100;
const LONGEST_MS = 10_000;
const LONG_LIFE_MS = 60_000;

/** How long to wait before a process that ended by itself is started again: longer each time that it lived short. */
export class RestartPause {
  private lastEnd = 0;
  private pause = FIRST_MS;

  /** @param endedAt ms since epoch */
  next(endedAt: number): number {
    const livedLong = endedAt - this.lastEnd > LONG_LIFE_MS;
    this.lastEnd = endedAt;
    this.pause = livedLong ? FIRST_MS : Math.min(LONGEST_MS, this.pause * 2);
    return this.pause;
  }
}
