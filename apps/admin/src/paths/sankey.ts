import type { PathLink } from '@groundswell/contracts';

/** Names of a column that are drawn on their own; the others are one. */
export const MOST_NAMES = 8;

export interface SankeyNode {
  /** Unique: its column and its name. */
  id: string;
  /** Null: several that are drawn as one. */
  name: string | null;
  column: number;
  users: number;
}
export interface SankeyLink {
  source: SankeyNode;
  target: SankeyNode;
  users: number;
}
export interface Sankey {
  nodes: SankeyNode[];
  links: SankeyLink[];
}

/**
 * Columns of events with the people who went from one to the next. Nobody has two links of one step, so that sums of links
 * are people.
 */
export function sankeyOf(links: readonly PathLink[], most = MOST_NAMES): Sankey {
  const shown = namesShown(links, most);
  const nodes = new Map<string, SankeyNode>();
  const nodeAt = (column: number, name: string): SankeyNode => {
    const own = shown.get(column)?.has(name) ? name : null;
    const id = JSON.stringify([column, own]);
    const node = nodes.get(id) ?? { id, name: own, column, users: 0 };
    nodes.set(id, node);
    return node;
  };
  const merged = new Map<string, SankeyLink>();
  for (const { step, source, target, users } of links) {
    const [from, to] = [nodeAt(step - 1, source), nodeAt(step, target)];
    const id = `${from.id} ${to.id}`;
    const link = merged.get(id) ?? { source: from, target: to, users: 0 };
    link.users += users;
    merged.set(id, link);
  }
  for (const node of nodes.values()) node.users = throughput(node, [...merged.values()]);
  return { nodes: [...nodes.values()], links: [...merged.values()] };
}

/** Who came or went on, whichever are more: paths begin and end within the picture. */
function throughput(node: SankeyNode, links: SankeyLink[]): number {
  const sum = (side: 'source' | 'target') =>
    links.filter((link) => link[side] === node).reduce((all, { users }) => all + users, 0);
  return Math.max(sum('source'), sum('target'));
}

function namesShown(links: readonly PathLink[], most: number): Map<number, Set<string>> {
  const people = new Map<number, Map<string, number>>();
  const add = (column: number, name: string, users: number) => {
    const names = people.get(column) ?? new Map<string, number>();
    people.set(column, names.set(name, (names.get(name) ?? 0) + users));
  };
  for (const { step, source, target, users } of links) {
    add(step - 1, source, users);
    add(step, target, users);
  }
  const top = (names: Map<string, number>) =>
    [...names]
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
      .slice(0, most)
      .map(([name]) => name);
  return new Map([...people].map(([column, names]) => [column, new Set(top(names))]));
}
