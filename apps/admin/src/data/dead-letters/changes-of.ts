type Json = Record<string, unknown>;

export interface Change {
  path: string;
  /** As JSON; null where there is nothing. */
  before: string | null;
  after: string | null;
}

/** Every replay sets them; they are no edit of the member's. */
const OURS = new Set(['v', 'source', 'importId', 'receivedAt', 'messageId', 'projectId']);

/** What differs between two events, by path, in the order of the paths. */
export function changesOf(before: Json, after: Json): Change[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths
    .filter((path) => !OURS.has(path))
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter((change) => change.before !== change.after);
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isEmpty(value)) {
    return leaves.set(path, JSON.stringify(value));
  }
  for (const [key, inner] of Object.entries(value)) leavesOf(inner, path ? `${path}.${key}` : key, leaves);
  return leaves;
}

const isEmpty = (value: object) => Object.keys(value).length === 0;
