import type { SavedGroups } from '../definitions.js';

/**
 * Members of a group for `$inGroup` and `$notInGroup`. Nobody is in one that is not there; null where it is no list,
 * so that neither operator holds: who is not in what cannot be read is not known.
 */
export function membersOf(groups: SavedGroups, name: unknown): readonly unknown[] | null {
  const group = Object.hasOwn(groups, String(name)) ? groups[String(name)] : undefined;
  if (group === undefined) return [];
  if (isList(group)) return group;
  return group?.type === 'list' && isList(group.values) ? group.values : null;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
