import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import type { IncomingMessage } from 'node:http';
import { CollectorError } from './collector-error.js';
import { tooLarge } from './read-body.js';

/** Sixty seconds for 5 MB is the pace of a bad mobile line; who is slower only holds memory. */
export const BODY_LIMIT_MS = 60_000;

/**
 * The bytes of a body as they come. Nothing is set aside for what was only declared: memory is taken by what really
 * arrives.
 * @param onBytes told how many are here by now; may throw
 * @throws CollectorError 400 for a body that breaks off, 413, 503 for one that takes longer than `limitMs`
 */
export function receiveBody(
  body: IncomingMessage,
  onBytes: (bytes: number) => void,
  limitMs: number,
): Promise<Buffer> {
  if (Number(body.headers['content-length']) > MAX_BATCH_BYTES) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => end(tooSlow()), limitMs);
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      try {
        if (bytes > MAX_BATCH_BYTES) throw tooLarge();
        onBytes(bytes);
      } catch (error) {
        end(error);
      }
    };
    const finish = () => end();
    const breakOff = () => end(brokenOff());
    const end = (error?: unknown) => {
      clearTimeout(timer);
      body.off('data', take).off('end', finish).off('error', breakOff).off('close', breakOff);
      if (error === undefined) return resolve(Buffer.concat(chunks, bytes));
      chunks.length = 0;
      // What is still on its way is the drain's; an error of a connection that is cut by then is nobody's.
      body.pause().on('error', () => undefined);
      reject(error as Error);
    };
    body.on('data', take).once('end', finish).once('error', breakOff).once('close', breakOff);
  });
}

/** Not 408, which some SDKs never send again after. */
function tooSlow(): CollectorError {
  return new CollectorError(503, 'too_slow', 'The body came too slowly; send smaller batches.', 1);
}

function brokenOff(): CollectorError {
  return new CollectorError(400, 'broken_off', 'The body broke off before its end.');
}
