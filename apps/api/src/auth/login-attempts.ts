import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const WINDOW_MS = 5 * 60_000;
/** Per address and e-mail: enough for a person who tries all their passwords. */
const PER_ACCOUNT = 10;
/** Per address over all e-mails: one password tried on many accounts. */
const PER_ADDRESS = 100;

interface Count {
  failures: number;
  until: number;
}

/**
 * Counts failed sign-ins of the last five minutes in this process. An attempt is counted before its password
 * is checked, so that attempts made at once cannot slip through, and taken back when it succeeds.
 */
@Injectable()
export class LoginAttempts {
  private readonly counts = new LRUCache<string, Count>({ max: 50_000 });

  /** Seconds to wait, or 0 when the attempt may go on (it is then counted). */
  begin(address: string, email: string, now = Date.now()): number {
    const account = this.count(`${address} ${email}`, now);
    const all = this.count(address, now);
    const blocking = [
      { count: account, limit: PER_ACCOUNT },
      { count: all, limit: PER_ADDRESS },
    ].find(({ count, limit }) => count.failures >= limit);
    if (blocking) return Math.max(1, Math.ceil((blocking.count.until - now) / 1000));
    account.failures++;
    all.failures++;
    return 0;
  }

  succeeded(address: string, email: string): void {
    const all = this.counts.get(address);
    if (all) all.failures = Math.max(0, all.failures - 1);
    this.counts.delete(`${address} ${email}`);
  }

  private count(key: string, now: number): Count {
    const found = this.counts.get(key);
    if (found && found.until > now) return found;
    const fresh = { failures: 0, until: now + WINDOW_MS };
    this.counts.set(key, fresh);
    return fresh;
  }
}
