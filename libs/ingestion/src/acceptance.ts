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

/**
 * Runs a mapping that may refuse. What it does not foresee becomes a refusal as well, `unreadable`: one odd event
 * must not take those beside it down. Tests hold that no input gets there.
 */
export function acceptance(map: () => AcceptedEvent): Acceptance {
  try {
    return { ok: true, event: map() };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      return { ok: false, reason: 'unreadable', message: 'The event could not be read.' };
    }
    const { reason, message, path } = error;
    return path === undefined ? { ok: false, reason, message } : { ok: false, reason, message, path };
  }
}
