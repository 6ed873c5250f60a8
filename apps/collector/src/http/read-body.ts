import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CollectorError } from './collector-error.js';
import { Gate } from './gate.js';
import { withoutNaN } from './without-nan.js';

const inflate = promisify(gunzip);
/** As many threads as Node unpacks with; each may fill up to a whole batch of memory before its size is known. */
const unpacking = new Gate(4);
const PLAIN_OR_GZIP = /^\s*(identity|gzip|x-gzip)?\s*$/i;

/**
 * The bytes of a body, unpacked. SDKs send gzip with or without a header that says so, under any content type.
 * @throws CollectorError 400, 413, 415
 */
export async function unpackBody(body: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  if (isGzip) return unpacking.through(() => gunzipBounded(body));
  if (PLAIN_OR_GZIP.test(contentEncoding ?? '')) return body;
  throw new CollectorError(415, 'unknown_encoding', 'Send the body plain or with gzip.');
}

/** @throws CollectorError 400 */
export function parseBody(body: Buffer): unknown {
  const text = body.toString('utf8');
  // A byte order mark is none of JSON's characters, yet files that are sent with curl may begin with one.
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return parseWithoutNaN(json);
  }
}

/** One number that is none must not cost the other events of its batch. */
function parseWithoutNaN(json: string): unknown {
  try {
    return JSON.parse(withoutNaN(json)) as unknown;
  } catch {
    throw new CollectorError(400, 'malformed', 'The body is not JSON.');
  }
}

async function gunzipBounded(body: Buffer): Promise<Buffer> {
  try {
    // Stops at the limit, so that a small body cannot fill the memory.
    return await inflate(body, { maxOutputLength: MAX_BATCH_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new CollectorError(400, 'malformed', 'The body is not readable as gzip.');
  }
}

export function tooLarge(): CollectorError {
  const megabytes = MAX_BATCH_BYTES / 1024 / 1024;
  return new CollectorError(413, 'too_large', `A batch may have ${megabytes} MB; send smaller batches.`);
}
