import type { AcceptedEvent } from '@groundswell/contracts';

export interface Accepted {
  ok: true;
  event: AcceptedEvent;
}

export interface Refused {
  ok: false;
  /** Machine-readable: `no_id`, `too_large`, `bad_timestamp`, … */
  reason: string;
  /** One sentence that says what to change. */
  message: string;
  /** Where in the message, in dotted form. */
  path?: string;
}

export type Acceptance = Accepted | Refused;

/** Thrown inside the mapping and turned into a value at its edge. */
export class Refusal extends Error {
  constructor(
    readonly reason: string,
    message: string,
    readonly path?: string,
  ) {
    super(message);
  }
}

/** Runs a mapping that may refuse; anything else that is thrown is a bug and goes on. */
export function acceptance(map: () => AcceptedEvent): Acceptance {
  try {
    return { ok: true, event: map() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason, message, path } = error;
    return path === undefined ? { ok: false, reason, message } : { ok: false, reason, message, path };
  }
}
