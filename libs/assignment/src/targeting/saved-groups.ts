import type { SavedGroups } from '../definitions.js';

export type Members = readonly unknown[] | ReadonlySet<unknown>;

/**
 * Members of a group for `$inGroup` and `$notInGroup`. Nobody is in one that is not there; null where it is no list,
 * so that neither operator holds: who is not in what cannot be read is not known.
 */
export function membersOf(groups: SavedGroups, name: unknown): Members | null {
  const group = Object.hasOwn(groups, String(name)) ? groups[String(name)] : undefined;
  if (group === undefined) return [];
  if (isList(group) || group instanceof Set) return group;
  const { type, values } = (group ?? {}) as { type?: unknown; values?: unknown };
  return type === 'list' && isList(values) ? values : null;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
