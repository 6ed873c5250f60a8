import type { Random } from '../random/random.js';

/** An invite is taken up within so many days. */
const OPEN_DAYS = 14;

/** Invites that may still be taken up. One sent today is taken up tomorrow at the earliest. */
export class Invites {
  private byDay: number[][] = [];
  private open: number[] = [];

  beginDay(): void {
    this.byDay.push([]);
    this.byDay = this.byDay.slice(-OPEN_DAYS - 1);
    this.open = this.byDay.slice(0, -1).flat();
  }

  get anyOpen(): boolean {
    return this.open.length > 0;
  }

  send(inviter: number): void {
    this.byDay[this.byDay.length - 1]?.push(inviter);
  }

  /** Somebody whose invite is taken up; the same one may be taken up by several. */
  takeUp(random: Random): number {
    return random.of(this.open);
  }
}
