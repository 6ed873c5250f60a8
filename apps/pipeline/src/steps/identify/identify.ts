import type { AcceptedEvent } from '@groundswell/contracts';
import type { Identities, Merge } from '../../ports/ports.js';
import type { Candidate } from '../candidate.js';

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

export interface Identified {
  /** In the order of the candidates. */
  personIds: number[];
  /** People that became one by this batch. */
  merges: Merge[];
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

/**
 * Finds or makes the person of each event, in log order within each project: one transaction a project.
 * @param erasures of each project, the last one that was known when the records were looked through
 * @throws NewErasures
 */
export async function identify(
  candidates: Candidate[],
  identities: Pick<Identities, 'resolve'>,
  erasures: Map<number, number> = new Map(),
): Promise<Identified> {
  const result: Identified = { personIds: new Array<number>(candidates.length), merges: [] };
  for (const [projectId, indexes] of indexesByProject(candidates)) {
    const claims = indexes.map((index) => toClaim(candidates[index]!.parsed.event));
    const resolved = await identities.resolve(projectId, claims, erasures.get(projectId));
    indexes.forEach((index, at) => (result.personIds[index] = resolved.personIds[at]!));
    result.merges.push(...resolved.merges);
  }
  return result;
}

function indexesByProject(candidates: Candidate[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  candidates.forEach(({ project }, index) => {
    const group = groups.get(project.id);
    if (group) group.push(index);
    else groups.set(project.id, [index]);
  });
  return groups;
}
