import type { NamingLevel } from '@groundswell/contracts';
import type { CampaignNode } from './useNodes.js';

/** A line of the tree as it is shown. */
export interface TreeRow {
  node: CampaignNode;
  depth: number;
  /** How many are right below it. */
  children: number;
  isOpen: boolean;
}

interface Shown {
  open: ReadonlySet<number>;
  q: string;
  withArchived: boolean;
}

const ORDER: Record<NamingLevel, number> = { campaign: 0, adGroup: 1, creative: 2 };

/** Campaigns by name, below the open ones what they hold. A search opens whatever leads to what it finds. */
export function treeRows(nodes: readonly CampaignNode[], { open, q, withArchived }: Shown): TreeRow[] {
  const shown = nodes.filter(({ archived }) => withArchived || !archived);
  const ids = new Set(shown.map(({ id }) => id));
  const below = new Map<number | null, CampaignNode[]>();
  for (const node of shown) {
    const parent = node.parentId !== null && ids.has(node.parentId) ? node.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const words = q.trim().toLowerCase();
  const isFound = (node: CampaignNode): boolean => words === '' || textOf(node).includes(words);
  const leadsTo = (node: CampaignNode): boolean =>
    isFound(node) || (below.get(node.id) ?? []).some((child) => leadsTo(child));
  const rows: TreeRow[] = [];
  const walk = (parent: number | null, depth: number, isIn: boolean) => {
    for (const node of [...(below.get(parent) ?? [])].sort(inOrder)) {
      if (!isIn && !leadsTo(node)) continue;
      const children = below.get(node.id)?.length ?? 0;
      const isOpen = children > 0 && (open.has(node.id) || (words !== '' && !isFound(node)));
      rows.push({ node, depth, children, isOpen });
      if (isOpen) walk(node.id, depth + 1, isIn || isFound(node));
    }
  };
  walk(null, 0, words === '');
  return rows;
}

const textOf = ({ name, externalId, platform, aliases }: CampaignNode) =>
  [name, externalId, platform, ...aliases].join(' ').toLowerCase();

const inOrder = (a: CampaignNode, b: CampaignNode) =>
  ORDER[a.level] - ORDER[b.level] || a.name.localeCompare(b.name) || a.id - b.id;
