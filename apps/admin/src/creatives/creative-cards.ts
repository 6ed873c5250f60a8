import type { CampaignPerformanceRow } from '@groundswell/contracts';
import type { CampaignNode } from '../campaigns/nodes/useNodes.js';

/** What is shown of one creative: what it looks like, and what came of it. */
export interface CreativeCard {
  /** Its name, by which figures know it. */
  key: string;
  /** Absent for one that only figures name. */
  node: CampaignNode | null;
  /** Names from the campaign down to the ad group, of each place that it runs in. */
  places: string[][];
  /** Null where nothing was spent and nobody came in the range. */
  row: CampaignPerformanceRow | null;
}

export const SORTS = ['spend', 'signups', 'rate', 'cac', 'roas', 'd1', 'd7', 'name'] as const;
export type CreativeSort = (typeof SORTS)[number];
export const MARKS = ['all', 'better', 'worse', 'early', 'tired'] as const;
export type CreativeMark = (typeof MARKS)[number];

export interface CreativeFilter {
  q: string;
  platform: string;
  type: string;
  tag: string;
  mark: CreativeMark;
}

/** Creatives of the tree, and names that figures have beside it; names such as `(direct)` are none. */
export function cardsOf(
  rows: readonly CampaignPerformanceRow[],
  nodes: readonly CampaignNode[],
): CreativeCard[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const cards = new Map<string, CreativeCard>();
  for (const node of nodes) {
    if (node.level !== 'creative' || node.mergedInto !== null || node.archived) continue;
    const known = cards.get(node.name);
    const place = pathOf(node, byId);
    if (known) cards.set(node.name, { ...known, places: [...known.places, place] });
    else cards.set(node.name, { key: node.name, node, places: [place], row: byKey.get(node.name) ?? null });
  }
  const isHidden = new Set(
    nodes.filter(({ level, archived }) => level === 'creative' && archived).map(({ name }) => name),
  );
  for (const row of rows) {
    if (cards.has(row.key) || isHidden.has(row.key) || /^\(.*\)$/.test(row.key)) continue;
    cards.set(row.key, { key: row.key, node: null, places: [], row });
  }
  return [...cards.values()];
}

function pathOf(node: CampaignNode, byId: ReadonlyMap<number, CampaignNode>): string[] {
  const above = node.parentId === null ? undefined : byId.get(node.parentId);
  return above ? [...pathOf(above, byId), above.name] : [];
}

/** Whether it is clicked less each day. */
export const isWorn = (row: CampaignPerformanceRow | null): boolean =>
  row?.fatigue?.verdict === 'tired' || row?.fatigue?.verdict === 'falling';

const isMarked: Record<CreativeMark, (row: CampaignPerformanceRow | null) => boolean> = {
  all: () => true,
  better: (row) => row?.comparison?.verdict === 'better',
  worse: (row) => row?.comparison?.verdict === 'worse',
  early: (row) => row?.comparison?.verdict === 'tooFew' || row?.comparison?.verdict === 'undecided',
  tired: isWorn,
};

export function filtered(cards: readonly CreativeCard[], filter: CreativeFilter): CreativeCard[] {
  const q = filter.q.trim().toLowerCase();
  return cards.filter(({ key, node, places, row }) => {
    const texts = [key, node?.text ?? '', node?.audience ?? '', ...(node?.tags ?? []), ...places.flat()];
    return (
      (q === '' || texts.some((text) => text.toLowerCase().includes(q))) &&
      (filter.platform === '' || node?.platform === filter.platform) &&
      (filter.type === '' || node?.type === filter.type) &&
      (filter.tag === '' || (node?.tags.includes(filter.tag) ?? false)) &&
      isMarked[filter.mark](row)
    );
  });
}

const VALUES: Record<Exclude<CreativeSort, 'name'>, (row: CampaignPerformanceRow | null) => number | null> = {
  spend: (row) => row?.spend ?? null,
  signups: (row) => row?.signups ?? null,
  rate: (row) => row?.ctr ?? null,
  // Cheapest first, so turned round.
  cac: (row) => (row?.cac == null ? null : -row.cac),
  roas: (row) => row?.roas['7'] ?? null,
  d1: (row) => row?.retention['1'] ?? null,
  d7: (row) => row?.retention['7'] ?? null,
};

/** Best first; what is not known comes last. */
export function sorted(cards: readonly CreativeCard[], by: CreativeSort): CreativeCard[] {
  const byName = (a: CreativeCard, b: CreativeCard) => a.key.localeCompare(b.key);
  if (by === 'name') return [...cards].sort(byName);
  const valueOf = ({ row }: CreativeCard) => VALUES[by](row) ?? -Infinity;
  return [...cards].sort((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    return one === other ? byName(a, b) : other - one;
  });
}

/** What may be chosen to filter by. */
export function choicesOf(cards: readonly CreativeCard[]): Record<'platform' | 'type' | 'tag', string[]> {
  const nodes = cards.flatMap(({ node }) => node ?? []);
  const tidy = (texts: string[]) => [...new Set(texts.filter(Boolean))].sort();
  return {
    platform: tidy(nodes.map(({ platform }) => platform)),
    type: tidy(nodes.map(({ type }) => type)),
    tag: tidy(nodes.flatMap(({ tags }) => tags)),
  };
}
