import { totalDays } from '@groundswell/simulation';
import cliProgress from 'cli-progress';
import type { Step } from '../step.js';

/** A bar on a terminal; elsewhere one line at each quarter. */
export class DemoProgress {
  private readonly started = Date.now();
  private readonly bar = process.stdout.isTTY
    ? new cliProgress.SingleBar({
        format: '  Demo project  {bar} {percentage} %  {events} events  {duration_formatted}',
        hideCursor: true,
        clearOnComplete: true,
      })
    : null;
  private days = 0;

  constructor(private readonly step: Step) {
    step.say('  Loading the demo project; the product can be used meanwhile.');
    this.bar?.start(totalDays, 0, { events: 0 });
  }

  day(events: number): void {
    this.days++;
    this.bar?.update(this.days, { events });
    const quarter = Math.floor((this.days * 4) / totalDays);
    const before = Math.floor(((this.days - 1) * 4) / totalDays);
    if (!this.bar && quarter > before && quarter < 4)
      this.step.say(`  Demo project ${quarter * 25} %, ${events} events`);
  }

  done(events: number): void {
    this.bar?.stop();
    const seconds = ((Date.now() - this.started) / 1000).toFixed(1);
    this.step.say(`✓ Demo project: ${events} events in ${seconds} s`);
  }
}
