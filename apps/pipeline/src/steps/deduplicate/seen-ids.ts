import { BloomFilter } from './bloom-filter.js';

/** 64 MiB: about 50 million ids at ten bits each. Beyond that more lookups, no wrong answer. */
const DEFAULT_BITS = 2 ** 29;

export interface SeenIdsOptions {
  /** Hashes of all that is stored, as pairs of low and high half. */
  storedHashes(): AsyncIterable<Uint32Array>;
  /** Size of the filter, a power of two. */
  bits?: number;
  /** Told when filling failed; every id is looked up until a later filling succeeds. */
  onError?(error: unknown): void;
  /** Pause before a filling that failed or is outdated already is done again. */
  retryMs?: number;
}

/**
 * Tells new message ids from those that may be stored already, in memory. It answers "may be" to everything until
 * it has been filled from the store, so nothing waits for the filling and nothing is ever missed. It must be
 * invalidated whenever records may have been stored by somebody else: at a new assignment, or where records are
 * stepped over because they were stored before.
 */
export class SeenIds {
  private filter: BloomFilter | null = null;
  /** Takes what is stored while a filling is under way. */
  private next: BloomFilter | null = null;
  private filling: Promise<void> | null = null;
  private wanted = 0;
  private closed = false;
  private wake = (): void => undefined;

  constructor(private readonly options: SeenIdsOptions) {}

  isSuspect(low: number, high: number): boolean {
    return this.filter === null || this.filter.mightHave(low, high);
  }

  /** To be called once the id's row is stored. */
  add(low: number, high: number): void {
    this.filter?.add(low, high);
    this.next?.add(low, high);
  }

  /** Everything is suspect from now on until the filter has been filled anew, which begins at once. */
  invalidate(): void {
    this.filter = null;
    this.wanted++;
    this.filling ??= this.fill().finally(() => (this.filling = null));
  }

  /** Resolves when no filling is under way. */
  async settled(): Promise<void> {
    await this.filling;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    await this.filling;
  }

  private async fill(): Promise<void> {
    while (!this.closed && this.filter === null) {
      await this.tryFill();
      // It failed, or more was stored by somebody else meanwhile: a replay invalidates with every batch.
      if (this.filter === null) await this.pause();
    }
  }

  /** The new filter takes its place in the same turn in which `next` ends, so that no `add` falls between. */
  private async tryFill(): Promise<void> {
    const version = this.wanted;
    const filter = new BloomFilter(this.options.bits ?? DEFAULT_BITS);
    this.next = filter;
    try {
      for await (const pairs of this.options.storedHashes()) {
        if (this.closed) return;
        for (let at = 0; at + 1 < pairs.length; at += 2) filter.add(pairs[at]!, pairs[at + 1]!);
      }
      if (version === this.wanted) this.filter = filter;
    } catch (error) {
      this.options.onError?.(error);
    } finally {
      this.next = null;
    }
  }

  private pause(): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.retryMs ?? 5000).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
