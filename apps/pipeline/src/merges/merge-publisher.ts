import type { EventStore, Identities, Merge } from '../ports/ports.js';

/**
 * Carries merges of people from PostgreSQL, where they are decided, to ClickHouse, where they are applied. What a
 * crash or an outage left unpublished is found there again; publishing a merge twice changes nothing.
 */
export class MergePublisher {
  /** True while PostgreSQL may hold merges that ClickHouse has not. */
  private pending = true;
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly identities: Pick<Identities, 'unpublishedMerges' | 'markMergesPublished'>,
    private readonly store: Pick<EventStore, 'insertMerges'>,
  ) {}

  /** To be called as soon as merges may have been decided, also by a process that is gone. */
  note(merges?: Merge[]): void {
    if (merges === undefined || merges.length > 0) this.pending = true;
  }

  /** Resolves once ClickHouse has all merges that were noted. One publishing at a time. */
  flush(): Promise<void> {
    if (!this.pending) return this.tail;
    this.tail = this.tail.catch(() => undefined).then(() => this.publish());
    return this.tail;
  }

  private async publish(): Promise<void> {
    if (!this.pending) return;
    this.pending = false;
    try {
      await this.publishAll();
    } catch (error) {
      this.pending = true;
      throw error;
    }
  }

  /** They are handed out in portions; the last one is empty. */
  private async publishAll(): Promise<void> {
    for (;;) {
      const merges = await this.identities.unpublishedMerges();
      if (merges.length === 0) return;
      await this.store.insertMerges(merges);
      await this.identities.markMergesPublished(merges);
    }
  }
}
