import { isOutage } from '@groundswell/platform';

export interface OutageLogger {
  log(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** An outage that lasts longer than this needs somebody. */
const ACT_AFTER_MS = 5 * 60_000;

interface Failing {
  since: number;
  said: 'warn' | 'error';
}

/**
 * Says once that something fails and once that it works again, however often it is tried between. An engine that is
 * away is a warning at first, as work goes on by itself when it is back; any other failure needs somebody at once.
 */
export class OutageReporter {
  private readonly failing = new Map<string, Failing>();

  constructor(
    private readonly logger: OutageLogger,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param what the part that failed, as the subject of a sentence */
  failed(what: string, error: unknown): void {
    const known = this.failing.get(what);
    const since = known?.since ?? this.now();
    const said = !isOutage(error) || this.now() - since > ACT_AFTER_MS ? 'error' : 'warn';
    if (known?.said === said || known?.said === 'error') return;
    this.failing.set(what, { since, said });
    const cause = error instanceof Error ? error.message : String(error);
    if (said === 'warn') this.logger.warn(`${what} waits for an engine and goes on by itself: ${cause}`);
    else this.logger.error(`${what} fails and is tried again: ${cause}`);
  }

  /** It is not this process's to do any more, whether it works or not. */
  leave(what: string): void {
    if (this.failing.delete(what)) this.logger.log(`${what} is left to another process.`);
  }

  worked(what: string): void {
    const known = this.failing.get(what);
    if (!known) return;
    this.failing.delete(what);
    this.logger.log(`${what} works again after ${Math.round((this.now() - known.since) / 1000)} s.`);
  }
}
