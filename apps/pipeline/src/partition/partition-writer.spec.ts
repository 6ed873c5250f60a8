import { describe, expect, it } from '@jest/globals';
import type { LogRecord } from '@groundswell/event-log';
import type { OffsetRange } from '@groundswell/postgres';
import fc from 'fast-check';
import type { Intents } from '../ports/ports.js';
import { PartitionWriter } from './partition-writer.js';

const TOPIC = 't';
class Crash extends Error {}

/** What outlives a process: the log, the intents and the store, which takes each token once. */
class World {
  readonly rows: bigint[] = [];
  readonly tokens = new Set<string>();
  intents: { first: bigint; last: bigint; stored: boolean }[] = [];
  committed = 0n;
  readonly log: LogRecord[];
  /** Calls to go until the process dies, before or after the effect of the call. */
  fuse = Infinity;
  /** Whether the log holds other records in the places of those that were stored; told by what is known of these. */
  refilled = false;

  constructor(offsets: number[]) {
    this.log = offsets.map((offset) => ({
      offset: BigInt(offset),
      key: '',
      value: Buffer.alloc(0),
      timestamp: 1,
    }));
  }

  async step<T>(effect: () => T): Promise<T> {
    await Promise.resolve();
    if (--this.fuse < 0) throw new Crash();
    const result = effect();
    if (--this.fuse < 0) throw new Crash();
    return result;
  }

  get end(): bigint {
    return (this.log.at(-1)?.offset ?? -1n) + 1n;
  }

  readonly port: Omit<Intents, 'adoptLog' | 'checkpoint'> = {
    openIntent: (_topic, _partition, first) =>
      this.step(() => this.intents.find((intent) => intent.first === first) ?? null),
    plan: (_topic, _partition, first, last) => this.step(() => this.planned(first, last)),
    markStored: (_topic, _partition, first) =>
      this.step(() => this.intents.filter((i) => i.first === first).forEach((i) => (i.stored = true))),
    storedUpTo: () => this.step(() => new Map([[0, this.storedUpTo()]])),
    prune: () => Promise.resolve(),
    forget: () =>
      this.step(() => {
        this.intents = [];
        this.refilled = false;
      }),
  };

  private planned(first: bigint, last: bigint): OffsetRange {
    const known = this.intents.find((intent) => intent.first === first);
    if (known) return known;
    this.intents.push({ first, last, stored: false });
    return { first, last };
  }

  private storedUpTo(): bigint {
    return this.intents.reduce((max, i) => (i.stored && i.last >= max ? i.last + 1n : max), 0n);
  }

  writer(maxRecords = 5): PartitionWriter {
    return new PartitionWriter({
      topic: TOPIC,
      partition: 0,
      intents: this.port,
      maxRecords,
      onSkipped: () => undefined,
      endsBefore: () => Promise.resolve(this.end < this.storedUpTo()),
      isRefilled: () => Promise.resolve(this.refilled),
      forgetLog: () => this.port.forget(TOPIC, 0),
      store: (records, { first, last }) =>
        this.step(() => {
          const token = `${first}-${last}`;
          if (this.tokens.has(token)) return;
          this.tokens.add(token);
          this.rows.push(...records.map((record) => record.offset));
        }),
    });
  }

  /** Reads on from `position` as a consumer does; a failed batch is read again from what is committed. */
  async read(writer: PartitionWriter, position: bigint, size: number): Promise<bigint> {
    const records = this.log.filter((record) => record.offset >= position).slice(0, size);
    if (records.length === 0) return position;
    const result = await writer.onBatch({ topic: TOPIC, partition: 0, records, endOffset: this.end });
    if (result) await this.step(() => void (this.committed = result.nextOffset));
    await result?.afterCommit?.();
    return result?.anew ? result.nextOffset : records.at(-1)!.offset + 1n;
  }
}

const gaps = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 60 });
const offsetsOf = (steps: number[]) =>
  steps.map(
    (
      (at) => (step: number) =>
        (at += step)
    )(-1),
  );

/** Runs processes one after the other, each until its fuse is burnt; the last one has none. */
async function live(world: World, fuses: number[], sizes: number[]): Promise<void> {
  let turn = 0;
  for (const fuse of [...fuses, Infinity]) {
    world.fuse = fuse;
    const writer = world.writer();
    let position = world.committed;
    try {
      while (position < world.end)
        position = await world.read(writer, position, sizes[turn++ % sizes.length]!);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

describe('PartitionWriter', () => {
  it('stores each record once, whatever the gaps, the sizes of batches and the points of crashes', async () => {
    const fuses = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 });
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(gaps, fuses, sizes, async (steps, bursts, batchSizes) => {
        const world = new World(offsetsOf(steps));
        await live(world, bursts, batchSizes);
        expect(world.rows).toEqual(world.log.map((record) => record.offset));
        expect(world.committed).toBe(world.end);
      }),
      { numRuns: 500 },
    );
  });

  it('stores each record once when two processes read at the same time', async () => {
    const turns = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 })), {
      minLength: 5,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(gaps, turns, async (steps, schedule) => {
        const world = new World(offsetsOf(steps));
        const readers = [world.writer(), world.writer()];
        const positions = [0n, 0n];
        await Promise.all(
          [0, 1].map(async (who) => {
            for (const [mine, size] of schedule) {
              if (Number(mine) === who)
                positions[who] = await world.read(readers[who]!, positions[who]!, size);
              else await Promise.resolve();
            }
          }),
        );
        await live(world, [], [7]);
        expect([...world.rows].sort(byValue)).toEqual(world.log.map((record) => record.offset));
      }),
      { numRuns: 500 },
    );
  });

  it('goes on with the records that it holds after a failure', async () => {
    const world = new World([0, 1, 2]);
    const writer = world.writer();
    world.fuse = 8;
    await expect(world.read(writer, 0n, 3)).rejects.toThrow(Crash);
    world.fuse = Infinity;
    await world.read(writer, 0n, 3);
    expect(world.rows).toEqual([0n, 1n, 2n]);
  });

  it('holds records until a recorded range is complete, and then takes exactly it', async () => {
    const world = new World([0, 1, 2, 3, 4, 5]);
    world.intents.push({ first: 0n, last: 3n, stored: false });
    const writer = world.writer();
    const batch = (from: number, to: number) => ({
      topic: TOPIC,
      partition: 0,
      records: world.log.slice(from, to),
      endOffset: 6n,
    });
    expect(await writer.onBatch(batch(0, 2))).toBeNull();
    expect(await writer.onBatch(batch(2, 6))).toEqual({ nextOffset: 6n });
    expect([...world.tokens]).toEqual(['0-3', '4-5']);
  });

  it('steps over everything in a replay from the start', async () => {
    const world = new World([0, 1, 2, 3, 4, 5, 6]);
    await live(world, [], [3]);
    world.committed = 0n;
    world.tokens.clear();
    await live(world, [], [2]);
    expect(world.rows).toHaveLength(7);
    expect(world.committed).toBe(7n);
  });

  it('reads a topic that was made anew from its start', async () => {
    const world = new World([0, 1]);
    world.intents.push({ first: 0n, last: 99n, stored: true });
    await live(world, [], [5]);
    expect(world.rows).toEqual([0n, 1n]);
  });

  it('reads one from its start that has grown past its old end, wherever the reader was', async () => {
    for (const position of [0n, 2n]) {
      const world = new World([0, 1, 2, 3]);
      world.intents.push({ first: 0n, last: 1n, stored: true });
      world.refilled = true;
      world.committed = position;
      await live(world, [], [5]);
      expect(world.rows).toEqual([0n, 1n, 2n, 3n]);
      expect(world.committed).toBe(4n);
    }
  });

  it('reads one from its start wherever a process dies that noticed it', async () => {
    for (let fuse = 0; fuse < 8; fuse++) {
      const world = new World([0, 1, 2, 3]);
      world.intents.push({ first: 0n, last: 1n, stored: true });
      world.refilled = true;
      world.committed = 2n;
      await live(world, [fuse], [5]);
      expect([fuse, world.rows]).toEqual([fuse, [0n, 1n, 2n, 3n]]);
    }
  });
});

const byValue = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
