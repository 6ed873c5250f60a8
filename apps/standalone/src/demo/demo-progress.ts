import { shareDone } from '@groundswell/demo';
import cliProgress from 'cli-progress';
import type { Step } from '../step.js';

/** A bar on a terminal; elsewhere one line at each quarter. */
export class DemoProgress {
  private readonly started = Date.now();
  private readonly bar = process.stdout.isTTY
    ? new cliProgress.SingleBar({
        format: '  Demo  {bar} {percentage} %  {events} events  {duration_formatted}',
        hideCursor: true,
        clearOnComplete: true,
      })
    : null;
  private daysDone = 0;
  private quarter = 0;

  constructor(
    private readonly step: Step,
    private readonly what: 'project' | 'experiments',
  ) {
    step.say(`  Loading the demo ${what}; the product can be used meanwhile.`);
    this.bar?.start(100, 0, { events: 0 });
  }

  /** So many more of the simulated days are in the log. */
  days(count: number, events: number): void {
    const share = shareDone((this.daysDone += count));
    this.bar?.update(Math.floor(share * 100), { events });
    const quarter = Math.floor(share * 4);
    if (!this.bar && quarter > this.quarter && quarter < 4) {
      this.step.say(`  Demo ${this.what} ${quarter * 25} %, ${events} events`);
    }
    this.quarter = quarter;
  }

  done(events: number): void {
    this.stop();
    const seconds = ((Date.now() - this.started) / 1000).toFixed(1);
    this.step.say(`✓ Demo ${this.what}: ${events} events in ${seconds} s`);
  }

  /** Leaves the terminal as it was; safe to call twice. */
  stop(): void {
    this.bar?.stop();
  }
}
