/** A request that is not taken as a whole; the body is what SDKs of the ecosystem expect beside the status. */
export class CollectorError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** Something of ours is away or full: the sender should come again with the same events. */
export function unavailable(message: string): CollectorError {
  return new CollectorError(503, 'unavailable', message, 1);
}

export function tooBusy(): CollectorError {
  return new CollectorError(503, 'busy', 'Too much is being taken in at once; send it again in a moment.', 1);
}

/**
 * A key has sent more events than it may for now.
 * @param status 429 where SDKs come again after it, 503 where they do not
 */
export function overLimit(status: 429 | 503, seconds: number): CollectorError {
  const message = 'This write key has sent more events than it may for now; send them again then.';
  return new CollectorError(status, 'rate_limit', message, seconds);
}
