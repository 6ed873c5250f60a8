import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** JavaScript in a text: a thread knows nothing of how its maker loads TypeScript. */
const SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
const { Decompress } = require(workerData);
let chunks = [];
const decoder = new Decompress((chunk) => void (chunk.length > 0 && chunks.push(chunk)));
parentPort.on('message', ({ part, isEnd }) => {
  let isDamaged = false;
  try {
    decoder.push(part, isEnd);
  } catch {
    isDamaged = true;
  }
  parentPort.postMessage({ chunks, isDamaged }, chunks.map(({ buffer }) => buffer));
  chunks = [];
});
`;

interface Unpacked {
  /** What came before the damage is in it. */
  chunks: Uint8Array[];
  isDamaged: boolean;
}

/** A decoder of zstd in a thread of its own: of a few hundred bytes it can make work for seconds, and only a thread can be ended. */
export class ZstdThread {
  private readonly worker = new Worker(SOURCE, {
    eval: true,
    workerData: require.resolve('fzstd'),
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });

  private readonly ended = new AbortController();

  constructor() {
    // Told to whoever waits; unheard it would end the process.
    this.worker.on('error', () => undefined);
  }

  /**
   * One part after the other.
   * @throws AbortError where it takes longer, or the thread is ended
   */
  async unpack(part: Uint8Array, isEnd: boolean, mostMs: number): Promise<Unpacked> {
    // Of a view its whole buffer would be sent.
    const own = new Uint8Array(part);
    const answer = once(this.worker, 'message', { signal: this.ended.signal });
    const late = setTimeout(() => this.ended.abort(), mostMs);
    this.worker.postMessage({ part: own, isEnd }, [own.buffer]);
    try {
      return ((await answer) as [Unpacked])[0];
    } finally {
      clearTimeout(late);
    }
  }

  async end(): Promise<void> {
    this.ended.abort();
    await this.worker.terminate();
  }
}
