import { describe, expect, it } from '@jest/globals';
import { EventLogUnavailable, type NewRecord } from '../event-log.js';
import { AppendQueue, type Placement } from './append-queue.js';

const record = (value: string): NewRecord => ({ key: 'k', value: Buffer.from(value) });

/** Keeps what was sent; everything goes to partition 0, unless the value begins with a digit. */
function recorder(send?: (values: string[]) => void) {
  const requests: string[][] = [];
  const next = new Map<number, bigint>();
  return {
    requests,
    send: async (_topic: string, records: NewRecord[]): Promise<Placement[]> => {
      const values = records.map(({ value }) => value.toString());
      requests.push(values);
      await new Promise((resolve) => setImmediate(resolve));
      send?.(values);
      return values.map((value) => {
        const partition = Number(/^\d/.exec(value)?.[0] ?? 0);
        const offset = next.get(partition) ?? 0n;
        next.set(partition, offset + 1n);
        return { partition, offset };
      });
    },
  };
}

const LIMITS = {
  maxQueuedBytes: 10_000,
  maxRequestBytes: 1_000,
  maxWaitMs: 5_000,
  probe: async () => undefined,
};

/** Tries again as a sender does who is told to. */
async function until(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    if (
      await work().then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('AppendQueue', () => {
  it('puts appends together that come at once', async () => {
    const { requests, send } = recorder();
    const queue = new AppendQueue({ send, ...LIMITS });
    await Promise.all(['a', 'b', 'c'].map((value) => queue.append('t', [record(value)])));
    expect(requests).toEqual([['a', 'b', 'c']]);
  });

  it('tells each append only where its own records ended', async () => {
    const queue = new AppendQueue({ send: recorder().send, ...LIMITS });
    const results = await Promise.all([
      queue.append('t', [record('0'), record('1'), record('0')]),
      queue.append('t', [record('1')]),
      queue.append('t', []),
    ]);
    expect(results).toEqual([
      [
        { partition: 0, lastOffset: 1n },
        { partition: 1, lastOffset: 0n },
      ],
      [{ partition: 1, lastOffset: 1n }],
      [],
    ]);
  });

  it('keeps requests below their size, also of one large append', async () => {
    const { requests, send } = recorder();
    const queue = new AppendQueue({ send, ...LIMITS });
    const large = 'x'.repeat(400);
    const result = await queue.append(
      't',
      [1, 2, 3, 4, 5].map(() => record(large)),
    );
    expect(requests.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(result).toEqual([{ partition: 0, lastOffset: 4n }]);
  });

  it('does not put topics together', async () => {
    const { requests, send } = recorder();
    const queue = new AppendQueue({ send, ...LIMITS });
    await Promise.all([queue.append('t', [record('a')]), queue.append('u', [record('b')])]);
    expect(requests).toEqual([['a'], ['b']]);
  });

  it('refuses at once what would wait beyond the limit, and takes it later', async () => {
    const queue = new AppendQueue({ send: recorder().send, ...LIMITS });
    const first = queue.append('t', [record('x'.repeat(9_000))]);
    await expect(queue.append('t', [record('y'.repeat(2_000))])).rejects.toBeInstanceOf(EventLogUnavailable);
    await first;
    await expect(queue.append('t', [record('y'.repeat(2_000))])).resolves.toHaveLength(1);
  });

  it('tells all that wait when the log is away, and goes on when it is back', async () => {
    let away = true;
    const { requests, send } = recorder(() => {
      if (away) throw new EventLogUnavailable('away');
    });
    const probe = async () => {
      if (away) throw new Error('away');
    };
    const queue = new AppendQueue({ send, ...LIMITS, probe });
    const appends = ['a', 'b', 'c'].map((value) => queue.append('t', [record(value.repeat(900))]));
    const settled = await Promise.allSettled(appends);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(requests).toHaveLength(1);
    // Nobody waits to hear what is known.
    for (let at = 0; at < 5; at++) {
      await expect(queue.append('t', [record('d')])).rejects.toBeInstanceOf(EventLogUnavailable);
    }
    expect(requests).toHaveLength(1);
    away = false;
    await until(() => queue.append('t', [record('d')]));
    expect(requests).toHaveLength(2);
    await queue.close();
  });

  it('keeps nobody waiting beyond the limit, in the queue or for an answer', async () => {
    let answer = () => {};
    const stuck = new Promise<void>((resolve) => (answer = resolve));
    const { requests, send } = recorder();
    const slow = async (topic: string, records: NewRecord[]) => {
      await stuck;
      return send(topic, records);
    };
    const queue = new AppendQueue({ ...LIMITS, send: slow, maxWaitMs: 20 });
    const appends = ['a', 'b', 'c'].map((value) => queue.append('t', [record(value.repeat(900))]));
    const settled = await Promise.allSettled(appends);
    for (const one of settled) expect(one).toMatchObject({ reason: expect.any(EventLogUnavailable) });
    expect(queue.backlog).toEqual({ appends: 1, bytes: 941 });
    answer();
    await queue.close();
    // What was given up in the queue was not written behind its sender's back.
    expect(requests.map(([value]) => value?.[0])).toEqual(['a']);
    expect(queue.backlog).toEqual({ appends: 0, bytes: 0 });
  });

  it('fails only the request that the log refuses', async () => {
    const { send } = recorder((values) => {
      if (values[0]?.startsWith('b')) throw new Error('too large');
    });
    const queue = new AppendQueue({ send, ...LIMITS });
    const appends = ['a', 'b', 'c'].map((value) => queue.append('t', [record(value.repeat(900))]));
    const settled = await Promise.allSettled(appends);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('closes once everything was sent', async () => {
    const { requests, send } = recorder();
    const queue = new AppendQueue({ send, ...LIMITS });
    void queue.append('t', [record('a'.repeat(900))]);
    void queue.append('t', [record('b'.repeat(900))]);
    await queue.close();
    expect(requests).toHaveLength(2);
  });
});
