import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CollectorError } from './collector-error.js';

const inflate = promisify(gunzip);

/**
 * The JSON of a request, whatever its content type says: SDKs send JSON as text/plain, and gzip without a header.
 * @throws CollectorError 400, 413
 */
export async function readBody(body: Buffer, contentEncoding: string | undefined): Promise<unknown> {
  const text = (await unpack(body, contentEncoding)).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CollectorError(400, 'malformed', 'The body is not JSON.');
  }
}

async function unpack(body: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  if (!isGzip) {
    if (contentEncoding === undefined || /^(gzip|identity)$/i.test(contentEncoding)) return body;
    throw new CollectorError(415, 'unknown_encoding', 'Send the body plain or with gzip.');
  }
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
