import { Decompress } from 'fzstd';
import { type BrotliDecompress, constants, createBrotliDecompress } from 'node:zlib';
import { refusal } from '../refusal.js';

export type HeadPacking = 'zstd' | 'brotli';

const MAX_BYTES = 256 * 1024;
/** Even of a bomb a step is a few megabytes. */
const STEP_BYTES = 512;

/**
 * What the beginning of a packed file unpacks to, at most 256 KiB of it; where the packed bytes end is no error.
 * @throws ProblemException 400 where nothing of it can be unpacked
 */
export async function unpackHead(packed: Buffer, packing: HeadPacking): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of packing === 'zstd' ? zstdChunks(packed) : brotliOf(packed)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_BYTES) break;
    }
  } catch {
    // What came before the damage is shown; an import tells what is damaged.
  }
  if (length === 0) throw refusal('bytes', `are not the beginning of a file packed by ${packing}`);
  return Buffer.concat(chunks).subarray(0, MAX_BYTES);
}

function brotliOf(packed: Buffer): BrotliDecompress {
  const stream = createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  stream.end(packed);
  return stream;
}

function* zstdChunks(packed: Buffer): Generator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => void (chunk.length > 0 && ready.push(chunk)));
  for (let at = 0; at < packed.length; at += STEP_BYTES) {
    decoder.push(packed.subarray(at, at + STEP_BYTES));
    yield* ready.splice(0);
  }
}
