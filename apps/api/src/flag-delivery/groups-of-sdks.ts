import type { SavedGroups } from '@groundswell/assignment';
import type { CohortMembers } from './flag-source.js';

/**
 * Groups that these features ask for and whose members SDKs on servers may be told, as their payload has them; nothing where there is
 * none. Of others SDKs find nobody in them.
 */
export function groupsOfSdks(
  features: object,
  cohorts: ReadonlyMap<string, CohortMembers>,
): SavedGroups | undefined {
  const asked = namesIn(features, new Set());
  const sent = [...cohorts].filter(([name, { reach }]) => reach === 'sdks' && asked.has(name));
  return sent.length > 0 ? Object.fromEntries(sent.map(([name, { ids }]) => [name, [...ids]])) : undefined;
}

function namesIn(value: unknown, found: Set<unknown>): Set<unknown> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$inGroup' || key === '$notInGroup') found.add(inner);
    else namesIn(inner, found);
  }
  return found;
}
