import { LRUCache } from 'lru-cache';
import { inTime } from './in-time.js';

/** What another process changes is seen after this long at the latest. */
const FRESH_MS = 2_000;
/** One that is asked for is read again in the background from this age on, so that nobody waits for it. */
const AHEAD_MS = 1_000;
const MAX_CODES = 20_000;
/** Whoever follows a link waits for a code that is not in memory no longer than this. */
const READ_LIMIT_MS = 1_000;

interface Kept<T> {
  answer: T;
}

/** What codes of links lead to, in memory. Those that are followed often never wait for PostgreSQL. */
export class CodeCache<T> {
  private readonly kept: LRUCache<string, Kept<T>>;

  /**
   * @param read from PostgreSQL
   * @param isLasting what stays true while PostgreSQL is away
   */
  constructor(
    private readonly read: (code: string) => Promise<T>,
    private readonly isLasting: (answer: T) => boolean,
  ) {
    this.kept = new LRUCache<string, Kept<T>>({
      max: MAX_CODES,
      ttl: FRESH_MS,
      // What is too old is still there for when PostgreSQL is away.
      noDeleteOnStaleGet: true,
      // Whoever waits for a code while it is forgotten or pushed out gets what was read, which is not kept then.
      ignoreFetchAbort: true,
      fetchMethod: (code, stale) => this.readOrKeep(code, stale),
    });
  }

  /** Rejects when PostgreSQL is away and the code is not in memory. */
  async find(code: string): Promise<T> {
    const now = this.kept.get(code);
    if (now === undefined) return (await this.kept.fetch(code))!.answer;
    if (this.kept.getRemainingTTL(code) < FRESH_MS - AHEAD_MS) {
      void this.kept.fetch(code, { forceRefresh: true }).catch(() => undefined);
    }
    return now.answer;
  }

  /** After a change in this process, so that it is seen at once. */
  forget(code: string): void {
    this.kept.delete(code);
  }

  forgetAll(): void {
    this.kept.clear();
  }

  private async readOrKeep(code: string, stale: Kept<T> | undefined): Promise<Kept<T>> {
    try {
      return { answer: await inTime(this.read(code), READ_LIMIT_MS) };
    } catch (error) {
      if (stale && this.isLasting(stale.answer)) return stale;
      throw error;
    }
  }
}
