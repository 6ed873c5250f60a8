import type { Conversion } from './conversion.js';
import { sha256 } from './identity/hash.js';

const MOST_CHARACTERS = 64;

/** By which a network knows a conversion that it was sent before: the event's message id, or its hash where that is long. */
export function eventIdOf({ eventId }: Pick<Conversion, 'eventId'>): string {
  return eventId.length <= MOST_CHARACTERS ? eventId : sha256(eventId);
}
