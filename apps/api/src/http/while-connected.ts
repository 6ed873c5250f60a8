import { ProblemException } from '@groundswell/platform';
import type { FastifyRequest } from 'fastify';

/**
 * Does what somebody waits for; the signal says that they hung up.
 * @throws ProblemException 400, which nobody sees, for whatever the signal's end made of it
 */
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
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    throw new ProblemException(400, 'Whoever sent the request did not wait for its answer.');
  } finally {
    raw.socket.off('close', leave);
  }
}
