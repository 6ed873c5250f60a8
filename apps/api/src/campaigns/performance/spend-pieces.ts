import type { NamingLevel } from '@groundswell/contracts';
import type { NamingTree, TreeNode } from '../naming-tree.js';
import { type Amount, isNothing, restOf, sumOf } from './amount.js';

/** A figure of spend, changed into the project's currency. */
export interface SpendFigure {
  nodeId: number;
  platform: string;
  account: string;
  day: string;
  currency: string;
  amount: Amount;
}

/** Spend of one day at one level: of a node, or, null, what its campaign spent beside the nodes that are known. */
export interface Piece {
  node: TreeNode | null;
  campaign: TreeNode;
  day: string;
  amount: Amount;
}

/**
 * Spend at one level, each amount once: figures of a campaign and of its parts on one day are the same money, so the parts say
 * where it went, and what they leave of the whole is a piece without a node. So every level adds up to the same.
 */
export function piecesOf(figures: readonly SpendFigure[], tree: NamingTree, level: NamingLevel): Piece[] {
  const groups = new Map<string, { campaign: TreeNode; day: string; figures: [TreeNode, Amount][] }>();
  for (const figure of figures) {
    const node = tree.get(figure.nodeId);
    if (!node) continue;
    const campaign = tree.ancestor(node, 'campaign') ?? tree.root(node);
    const key = JSON.stringify([campaign.id, figure.platform, figure.account, figure.day, figure.currency]);
    const group = groups.get(key) ?? { campaign, day: figure.day, figures: [] };
    group.figures.push([node, figure.amount]);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) =>
    placed(group.figures, tree, level).map(([node, amount]) => ({
      ...{ campaign: group.campaign, day: group.day, amount },
      node: level === 'campaign' ? group.campaign : node,
    })),
  );
}

type Placed = [node: TreeNode | null, amount: Amount][];

function placed(figures: [TreeNode, Amount][], tree: NamingTree, level: NamingLevel): Placed {
  const at = (name: NamingLevel) => figures.filter(([node]) => node.level === name);
  const creatives: Placed = at('creative');
  const groups = under(
    at('adGroup'),
    creatives,
    (node) => tree.ancestor(node, 'adGroup'),
    level === 'creative',
  );
  const whole = at('campaign').map(([, amount]) => amount);
  const parts: Placed =
    level === 'creative' ? groups : merged(groups, (node) => tree.ancestor(node, 'adGroup'));
  const rooted: Placed = parts.map(([node, amount]) => [node && tree.root(node), amount]);
  if (whole.length === 0) return level === 'campaign' ? [[null, total(rooted)]] : rooted;
  if (level === 'campaign') return [[null, sumOf(whole)]];
  const rest = restOf(sumOf(whole), total(rooted));
  return isNothing(rest) ? rooted : [...rooted, [null, rest]];
}

const total = (some: Placed) => sumOf(some.map(([, amount]) => amount));

/** Ad groups with their creatives: the figure of the group counts, its creatives say where it went. */
function under(
  groups: Placed,
  creatives: Placed,
  parentOf: (node: TreeNode) => TreeNode | null,
  isSplit: boolean,
): Placed {
  const own = merged(groups, (node) => node);
  const withOwn = new Set(own.map(([node]) => node!.id));
  const isUnder = (node: TreeNode | null, id: number) => node !== null && parentOf(node)?.id === id;
  const free = creatives.filter(([node]) => !withOwn.has(parentOf(node!)?.id ?? -1));
  if (!isSplit) return [...own, ...free];
  const rests = own.map(([group, amount]): Placed[number] => {
    const parts = creatives.filter(([node]) => isUnder(node, group!.id));
    return [null, restOf(amount, total(parts))];
  });
  return [...creatives, ...rests.filter(([, rest]) => !isNothing(rest))];
}

/** Added up by what `of` says; null stays apart. */
function merged(some: Placed, of: (node: TreeNode) => TreeNode | null): Placed {
  const sums = new Map<number, [TreeNode | null, Amount]>();
  for (const [node, amount] of some) {
    const key = node && of(node);
    const known = sums.get(key?.id ?? -1);
    sums.set(key?.id ?? -1, [key, known ? sumOf([known[1], amount]) : amount]);
  }
  return [...sums.values()];
}
