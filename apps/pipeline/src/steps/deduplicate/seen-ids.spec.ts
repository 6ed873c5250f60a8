import { describe, expect, it } from '@jest/globals';
import { SeenIds } from './seen-ids.js';

/** A store whose listing is let through by hand. */
function gatedStore(...pairs: number[]) {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return {
    open: () => open(),
    async *storedHashes() {
      await gate;
      yield Uint32Array.from(pairs);
    },
  };
}

describe('SeenIds', () => {
  it('suspects everything until it is filled, then only what is stored', async () => {
    const store = gatedStore(1, 2);
    const seen = new SeenIds({ ...store, bits: 2 ** 16 });
    seen.invalidate();
    expect(seen.isSuspect(77, 78)).toBe(true);
    store.open();
    await seen.settled();
    expect([seen.isSuspect(77, 78), seen.isSuspect(1, 2)]).toEqual([false, true]);
  });

  it('keeps what is stored while it is being filled', async () => {
    const store = gatedStore();
    const seen = new SeenIds({ ...store, bits: 2 ** 16 });
    seen.invalidate();
    seen.add(5, 6);
    store.open();
    await seen.settled();
    expect([seen.isSuspect(5, 6), seen.isSuspect(7, 8)]).toEqual([true, false]);
  });

  it('starts again when it is invalidated while being filled', async () => {
    let fillings = 0;
    const first = gatedStore();
    const seen = new SeenIds({
      bits: 2 ** 16,
      retryMs: 1,
      storedHashes: () => (++fillings === 1 ? first.storedHashes() : gatedOpen(3, 4)),
    });
    seen.invalidate();
    seen.invalidate();
    first.open();
    await seen.settled();
    expect([fillings, seen.isSuspect(3, 4), seen.isSuspect(9, 9)]).toEqual([2, true, false]);
  });

  it('reports a failed filling, suspects everything meanwhile, and tries again', async () => {
    const errors: unknown[] = [];
    let tries = 0;
    const seen = new SeenIds({
      bits: 2 ** 16,
      retryMs: 1,
      onError: (error) => errors.push(error),
      async *storedHashes() {
        if (++tries < 3) throw new Error('away');
        yield new Uint32Array();
      },
    });
    seen.invalidate();
    expect(seen.isSuspect(1, 1)).toBe(true);
    await seen.settled();
    expect([errors.length, seen.isSuspect(1, 1)]).toEqual([2, false]);
  });

  it('closes while waiting for another try', async () => {
    const seen = new SeenIds({
      bits: 2 ** 16,
      retryMs: 60_000,
      // eslint-disable-next-line require-yield -- a listing that fails at once
      async *storedHashes() {
        throw new Error('away');
      },
    });
    seen.invalidate();
    await seen.close();
  });
});

async function* gatedOpen(...pairs: number[]) {
  yield Uint32Array.from(pairs);
}
