import type { IncomingMessage } from 'node:http';

/** More than any SDK puts into one request; beyond it the connection is cut. */
const MAX_DRAINED_BYTES = 64 * 1024 * 1024;
const MAX_MS = 10_000;

/**
 * Lets the rest of a body pass by unread. A client that still sends while it is answered, and the connection closed, may
 * see the connection break instead of the answer: then it sends the same again, rather than less of it.
 */
export function drain(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = MAX_DRAINED_BYTES;
    const pass = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) end();
    };
    const timer = setTimeout(end, MAX_MS);
    function end(): void {
      clearTimeout(timer);
      body.off('data', pass).off('end', end).off('close', end).off('error', end);
      resolve();
    }
    body.on('data', pass).once('end', end).once('close', end).once('error', end);
    body.resume();
  });
}
