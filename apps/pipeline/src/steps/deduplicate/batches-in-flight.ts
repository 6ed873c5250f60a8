/** A batch between its look at the store and its insert; its ids are in neither yet. */
export interface BatchInFlight {
  ids: ReadonlySet<string>;
  done: Promise<void>;
}

/**
 * Batches of other partitions that are being stored now by this process. A copy of an event is written to the same
 * partition as the event, as its key is the same; should it come by another one all the same, it waits for the
 * batch that holds the first and then finds it in the store.
 */
export class BatchesInFlight {
  private readonly batches = new Set<BatchInFlight>();

  /** Enters a batch and returns what ends its being in flight. It sees only batches entered before it: no deadlock. */
  enter(ids: ReadonlySet<string>): { earlier: BatchInFlight[]; leave: () => void } {
    let finish = (): void => undefined;
    const batch = { ids, done: new Promise<void>((resolve) => (finish = resolve)) };
    const earlier = [...this.batches];
    this.batches.add(batch);
    return {
      earlier,
      leave: () => {
        this.batches.delete(batch);
        finish();
      },
    };
  }
}
