import { EVENTS_TOPIC } from '@groundswell/contracts';
import { type EventLog, EventLogUnavailable, type NewRecord } from '@groundswell/event-log';
import { Logger } from '@nestjs/common';
import { setImmediate as afterAnswers, setTimeout as sleep } from 'node:timers/promises';
import { type ClickOutcome, countClick } from '../metrics/link-metrics.js';

/** Clicks that wait for the log at once; what comes beyond is not counted. */
const MOST_WAITING = 10_000;
const RETRY_MS = 1_000;
/** A click that the log did not take for this long is not counted. */
const GIVE_UP_MS = 60_000;

/**
 * Puts clicks into the log. A redirect does not wait for that and is given whether or not it works, so here, unlike for what
 * SDKs send, an event may be lost: when the log is away for longer than a minute, or the process dies before it has it.
 * Metrics say how many were.
 */
export class ClickRecorder {
  private readonly logger = new Logger('Links');
  private readonly waiting = new Set<Promise<ClickOutcome>>();
  private stopping = false;

  constructor(private readonly log: EventLog) {}

  /** How many wait for the log. */
  get size(): number {
    return this.waiting.size;
  }

  /**
   * Waits neither for the log nor for what makes the record: that is asked once the answers at hand are given.
   * @param make null for none
   */
  record(make: () => NewRecord | null): void {
    if (this.waiting.size >= MOST_WAITING) return countClick('lost');
    const done = this.make(make);
    this.waiting.add(done);
    void done.then((outcome) => {
      this.waiting.delete(done);
      countClick(outcome);
    });
  }

  /** Before the log is closed. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.race([Promise.all(this.waiting), sleep(5_000, undefined, { ref: false })]);
  }

  private async make(make: () => NewRecord | null): Promise<ClickOutcome> {
    await afterAnswers();
    try {
      const record = make();
      return record === null ? 'lost' : await this.append(record);
    } catch (error) {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return 'lost';
    }
  }

  /** The same message id each time, so that a click that was taken after all is not counted twice. */
  private async append(record: NewRecord): Promise<ClickOutcome> {
    const giveUp = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.log.append(EVENTS_TOPIC, [record]);
        return 'recorded';
      } catch (error) {
        if (!(error instanceof EventLogUnavailable)) {
          this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
          return 'lost';
        }
        if (this.stopping || performance.now() > giveUp) return 'lost';
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}
