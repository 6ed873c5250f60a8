import type { NamingLevel } from '@groundswell/contracts';
import type { CampaignNode } from './useNodes.js';

type Part = Pick<CampaignNode, 'id' | 'level' | 'name' | 'parentId'>;

/** From the campaign down to a part itself; what it hangs under and is not known is left out. */
export function pathOf<One extends Part>(node: One, nodes: readonly One[]): One[] {
  const above = node.parentId === null ? undefined : nodes.find(({ id }) => id === node.parentId);
  // Levels rise, so this ends.
  return above && DEPTH[above.level] < DEPTH[node.level] ? [...pathOf(above, nodes), node] : [node];
}

const DEPTH: Record<NamingLevel, number> = { campaign: 0, adGroup: 1, creative: 2 };

/** As spend names a part: names and ids at the network, by level. */
export function spendNames(
  node: CampaignNode,
  nodes: readonly CampaignNode[],
): Partial<Record<NamingLevel | `${NamingLevel}Id`, string>> {
  const named = pathOf(node, nodes).flatMap(({ level, name, externalId }) => [
    [level, name],
    [`${level}Id`, externalId],
  ]);
  return Object.fromEntries(named.filter(([, value]) => value !== '')) as ReturnType<typeof spendNames>;
}
