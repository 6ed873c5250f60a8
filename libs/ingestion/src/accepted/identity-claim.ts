import type { AcceptedEvent } from '@groundswell/contracts';

/** One event as the identity store wants it. */
export interface IdentityClaim {
  userId?: string;
  anonymousId?: string;
  identify: boolean;
  /** Message id of an alias; `anonymousId` is then its previous id. */
  alias?: string;
  traits?: Record<string, unknown>;
  traitsOnce?: Record<string, unknown>;
}

/**
 * What an event says about who somebody is. An alias names its `previousId` as another id of the user, which may be a
 * known one (docs/adr/0005); traits of a group are not the person's.
 */
export function toClaim(event: AcceptedEvent): IdentityClaim {
  const isAlias = event.type === 'alias' && event.userId !== undefined;
  return {
    userId: event.userId,
    anonymousId: isAlias ? (event.previousId ?? event.anonymousId) : event.anonymousId,
    identify: event.type === 'identify' || isAlias,
    ...(isAlias && event.previousId !== undefined && { alias: event.messageId }),
    traits: event.type === 'group' ? undefined : event.traits,
    traitsOnce: event.type === 'group' ? undefined : event.traitsOnce,
  };
}
