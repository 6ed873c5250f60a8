import { UnusableFile } from './read-row.js';
import { ZstdBlocks, damaged } from './zstd-blocks.js';
import { ZstdThread } from './zstd-thread.js';

/** A small part of what comes of the widest window, which costs the decoder most: it moves the window at every block. */
const LEAST_BYTES_PER_MS = 128;

/**
 * What zstd data unpack to, of any number of frames. What came before damage comes before the error.
 * @param mostMs of unpacking at once; what comes of it earns time anew, never more than that
 * @param stop ends the thread at once, with an AbortError for whoever waits
 * @throws UnusableFile
 */
export async function* zstdChunks(
  packed: Iterable<Buffer> | AsyncIterable<Buffer>,
  mostMs: number,
  stop?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  stop?.throwIfAborted();
  const thread = new ZstdThread();
  const end = () => thread.end();
  stop?.addEventListener('abort', end, { once: true });
  let leftMs = mostMs;
  async function* unpacked(part: Buffer, isEnd: boolean) {
    const begun = performance.now();
    const { chunks, isDamaged } = await thread.unpack(part, isEnd, Math.ceil(leftMs)).catch(orTooSlow(stop));
    const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
    const earnedMs = bytes / LEAST_BYTES_PER_MS - (performance.now() - begun);
    leftMs = Math.min(mostMs, Math.max(0, leftMs + earnedMs));
    yield* chunks;
    if (isDamaged) throw damaged();
  }
  try {
    for await (const part of partsOf(packed)) yield* unpacked(part, false);
    yield* unpacked(Buffer.alloc(0), true);
  } finally {
    stop?.removeEventListener('abort', end);
    await end();
  }
}

async function* partsOf(packed: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const blocks = new ZstdBlocks();
  for await (const chunk of packed) {
    for (let at = 0, end = 0; at < chunk.length; at = end) {
      end = blocks.endOfPart(chunk, at);
      yield chunk.subarray(at, end);
    }
  }
}

function orTooSlow(stop?: AbortSignal): (error: unknown) => never {
  return (error) => {
    if (stop?.aborted || (error as Error).name !== 'AbortError') throw error;
    throw new UnusableFile(
      'The zstd data take too long to unpack; compress the file again without --long and --ultra.',
    );
  };
}
