import type { FastifyRequest } from 'fastify';

/** Does what somebody waits for; the signal says that they hung up. */
export async function whileConnected<T>(
  { raw }: FastifyRequest,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Not the request's own `close`: that comes once its body is read.
  const gone = new AbortController();
  const leave = () => gone.abort();
  raw.socket.once('close', leave);
  try {
    return await work(gone.signal);
  } finally {
    raw.socket.off('close', leave);
  }
}
