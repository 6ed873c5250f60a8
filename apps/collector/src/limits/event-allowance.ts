import { LRUCache } from 'lru-cache';
import { overLimit } from '../http/collector-error.js';

/** Keys that have sent of late; whoever falls out begins with a full allowance again. */
const MAX_KEYS = 50_000;

interface Account {
  /** Events that may still be sent; below zero after a large batch. */
  left: number;
  /** When `left` was true, ms. */
  at: number;
}

/**
 * Events per second of each write key: a token bucket of one second's size. A request is let in while anything is left
 * and may overdraw, so that a batch larger than the bucket goes through once and is then paid for; a bucket that refuses
 * what it cannot hold would refuse such a batch for ever.
 */
export class EventAllowance {
  private readonly accounts = new LRUCache<string, Account>({ max: MAX_KEYS });

  /** @param perSecond 0 lets everything through */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Takes the events of a request from the allowance of each key, or of none.
   * @returns seconds until one may come again, 0 where they were let in
   */
  take(events: ReadonlyMap<string, number>): number {
    if (this.perSecond === 0) return 0;
    const wait = Math.max(0, ...[...events.keys()].map((key) => this.waitOf(this.accountOf(key))));
    if (wait > 0) return wait;
    for (const [key, count] of events) this.accountOf(key).left -= count;
    return 0;
  }

  private waitOf({ left }: Account): number {
    return left > 0 ? 0 : Math.max(1, Math.ceil(-left / this.perSecond));
  }

  private accountOf(key: string): Account {
    const now = this.now();
    const account = this.accounts.get(key) ?? { left: this.perSecond, at: now };
    const earned = ((now - account.at) / 1000) * this.perSecond;
    account.left = Math.min(this.perSecond, account.left + earned);
    account.at = now;
    this.accounts.set(key, account);
    return account;
  }
}

/** @throws CollectorError with the status that the SDKs of a dialect come again after */
export function allow(
  allowance: EventAllowance,
  events: ReadonlyMap<string, number>,
  status: 429 | 503,
): void {
  const seconds = allowance.take(events);
  if (seconds > 0) throw overLimit(status, seconds);
}
