import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { Readable, Transform, pipeline } from 'node:stream';
import { UnusableFile } from './read-row.js';
import { zstdChunks } from './zstd-chunks.js';

/** What a compressor makes of an ordinary log is far below this; a bomb is far above it. */
const MAX_RATIO = 300;
const ALWAYS_ALLOWED = 1024 ** 3;
const ZSTD_MS = 60_000;

/** Counts what comes out of one upload, over all of its files. */
export class UnpackBudget {
  private used = 0;

  constructor(private readonly packedBytes: number) {}

  /** @throws UnusableFile */
  spend(bytes: number): void {
    this.used += bytes;
    if (this.used <= ALWAYS_ALLOWED || this.used <= this.packedBytes * MAX_RATIO) return;
    throw new UnusableFile(`The file unpacks to more than ${MAX_RATIO} times its size; unpack it first.`);
  }
}

export function gunzip(packed: Readable, budget: UnpackBudget): Readable {
  return counted(connect(packed, createGunzip()), budget);
}

export function unbrotli(packed: Readable, budget: UnpackBudget): Readable {
  const unpacked = connect(packed, createBrotliDecompress());
  return counted(Readable.from(orNoBrotli(unpacked), { objectMode: false }), budget);
}

/** zlib's codes do not tell brotli from gzip. */
async function* orNoBrotli(unpacked: Readable): AsyncGenerator<Buffer> {
  try {
    yield* unpacked;
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (!/^(Z_|ERR__ERROR_)/.test(code)) throw error;
    throw new UnusableFile('The file is not brotli, as its name says, or it is damaged.');
  }
}

export function unzstd(packed: Readable, budget: UnpackBudget): Readable {
  const stop = new AbortController();
  const unpacked = Readable.from(zstdChunks(packed, ZSTD_MS, stop.signal), { objectMode: false });
  // A destroy alone waits for the part that is being unpacked.
  return counted(unpacked, budget).once('close', () => stop.abort());
}

/** @param onBytes told how many came through */
export function counted(
  stream: Readable,
  budget: UnpackBudget,
  onBytes: (bytes: number) => void = () => undefined,
): Readable {
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        budget.spend(chunk.length);
        onBytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  return connect(stream, meter);
}

/** Windows' spreadsheets write UTF-16, and in China GB18030. */
export function utf8Of(stream: Readable, encoding: 'utf-16le' | 'utf-16be' | 'gb18030'): Readable {
  const decoder = new TextDecoder(encoding);
  const recode = new Transform({
    transform: (chunk: Buffer, _encoding, done) =>
      done(null, Buffer.from(decoder.decode(chunk, { stream: true }))),
    flush: (done) => done(null, Buffer.from(decoder.decode())),
  });
  return connect(stream, recode);
}

/** An error of either destroys both and ends the reading of `to` with it. */
function connect(from: Readable, to: Transform): Transform {
  return pipeline(from, to, () => undefined);
}
