import { ProblemException } from '@groundswell/platform';
import { type BrotliDecompress, constants, createBrotliDecompress } from 'node:zlib';
import { refusal } from '../refusal.js';
import { UnusableFile } from './read-row.js';
import { Turns } from './turns.js';
import { zstdChunks } from './zstd-chunks.js';

export type HeadPacking = 'zstd' | 'brotli';

const MAX_BYTES = 256 * 1024;
const ZSTD_MS = 5_000;
/** With the one that is being unpacked: the last of them still has its answer before browsers and proxies give up. */
const MAX_IN_HAND = 5;
const RETRY_SECONDS = 5;

/**
 * What the beginning of a packed file unpacks to, at most 256 KiB of it; where the packed bytes end is no error.
 * @param signal of whoever waits: once they are gone nothing is unpacked for them, and their turn is the next one's
 * @throws ProblemException 400 where nothing of it can be unpacked, 503 where too many wait
 */
export async function unpackHead(
  packed: Buffer,
  packing: HeadPacking,
  signal?: AbortSignal,
): Promise<Buffer> {
  return packing === 'brotli' ? headOf(brotliOf(packed), packing) : inTurn(packed, signal);
}

/** One after the other: each may need a window of 128 MiB. */
const turns = new Turns(1);

async function inTurn(packed: Buffer, signal?: AbortSignal): Promise<Buffer> {
  if (turns.size >= MAX_IN_HAND) {
    const detail = `Too many files are being looked into. Try again in ${RETRY_SECONDS} seconds.`;
    throw new ProblemException(503, detail, undefined, RETRY_SECONDS);
  }
  await turns.enter(signal);
  try {
    return await headOf(zstdChunks([packed], ZSTD_MS, signal), 'zstd');
  } finally {
    turns.leave();
  }
}

async function headOf(unpacked: AsyncIterable<Uint8Array>, packing: HeadPacking): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let why: unknown;
  try {
    for await (const chunk of unpacked) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_BYTES) break;
    }
  } catch (error) {
    // What came before the damage is shown; an import tells what is damaged.
    why = error;
  }
  if (length > 0) return Buffer.concat(chunks).subarray(0, MAX_BYTES);
  if (why instanceof UnusableFile) throw new ProblemException(400, why.message);
  throw refusal('bytes', `are not the beginning of a file packed by ${packing}`);
}

function brotliOf(packed: Buffer): BrotliDecompress {
  const stream = createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  stream.end(packed);
  return stream;
}
