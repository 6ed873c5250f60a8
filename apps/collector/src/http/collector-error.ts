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
