import type { ProjectKey } from '../../api/types.js';

/**
 * The working key that took this one's place: the newest that is younger and of the same kind, name and
 * environment. Null when it has none, so that it is still the one to ship.
 */
export function replacedBy(key: ProjectKey, keys: readonly ProjectKey[]): ProjectKey | null {
  const younger = keys.filter(
    (one) =>
      one.revokedAt === null &&
      one.id > key.id &&
      one.kind === key.kind &&
      one.name === key.name &&
      one.environment === key.environment,
  );
  return younger.reduce<ProjectKey | null>((best, one) => (best && best.id > one.id ? best : one), null);
}
