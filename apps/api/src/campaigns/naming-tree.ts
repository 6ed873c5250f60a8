import { NETWORK_SOURCES, keyAt, partsOfKey } from '@groundswell/attribution';
import type { SharedNames } from '@groundswell/clickhouse';
import type { AttributionLevel, NamingLevel } from '@groundswell/contracts';
import type { CampaignNodeEntity } from '@groundswell/postgres';

export type TreeNode = Pick<
  CampaignNodeEntity,
  | 'id'
  | 'level'
  | 'parentId'
  | 'platform'
  | 'identity'
  | 'externalId'
  | 'name'
  | 'aliases'
  | 'mergedInto'
  | 'origin'
>;

/** What the keys of touches and the parts of spend are called: merged and aliased ones by one name. */
export class NamingTree {
  private readonly byId: ReadonlyMap<number, TreeNode>;
  private readonly byKey: Index = new Map();
  private readonly byAlias: Index = new Map();
  private readonly roots = new Map<number, TreeNode>();

  constructor(nodes: readonly TreeNode[]) {
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    // Whoever was there first keeps a name that several have; of aliases the one of whoever came last holds.
    for (const node of [...nodes].sort((a, b) => a.id - b.id)) {
      for (const key of new Set([node.name, node.externalId])) put(this.byKey, node, key);
      for (const key of node.aliases) put(this.byAlias, node, key);
    }
  }

  get(id: number): TreeNode | undefined {
    return this.byId.get(id);
  }

  /** What it counts for: where it was merged into, or whose alias its name is, one after the other. Of a circle the first. */
  root(node: TreeNode): TreeNode {
    const known = this.roots.get(node.id);
    if (known) return known;
    const root = this.endOf(node);
    this.roots.set(node.id, root);
    return root;
  }

  private endOf(node: TreeNode): TreeNode {
    const way: TreeNode[] = [];
    for (let at: TreeNode | undefined = node; at; at = this.next(at)) {
      const before = way.indexOf(at);
      if (before >= 0) return way.slice(before).reduce((a, b) => (a.id < b.id ? a : b));
      way.push(at);
    }
    return way.at(-1)!;
  }

  private next(node: TreeNode): TreeNode | undefined {
    return node.mergedInto === null ? this.calledBy(node) : this.byId.get(node.mergedInto);
  }

  /**
   * Whose alias its name is: of the same network or one that is not known, and below campaigns of the same parent. What touches alone
   * tell of could be anywhere: its name is a network's id of a part that is known, or anybody's alias, unless a known part is called that.
   */
  private calledBy(node: TreeNode): TreeNode | undefined {
    const others = listed(this.byAlias, node.level, node.name).filter(({ id }) => id !== node.id);
    if (!isPlaceless(node)) return others.findLast((other) => this.isBeside(other, node));
    const same = listed(this.byKey, node.level, node.name);
    const identified = same.find((other) => !isPlaceless(other) && other.externalId === node.name);
    if (identified) return identified;
    const isTaken = others.length > 0 && same.some((other) => this.keepsName(other));
    return isTaken ? undefined : others.at(-1);
  }

  private keepsName(node: TreeNode): boolean {
    return !isPlaceless(node) && node.mergedInto === null && !this.calledBy(node);
  }

  private isBeside(other: TreeNode, node: TreeNode): boolean {
    const isOneNetwork = other.platform === node.platform || other.platform === '' || node.platform === '';
    return isOneNetwork && this.parentOf(other)?.id === this.parentOf(node)?.id;
  }

  private parentOf({ parentId }: TreeNode): TreeNode | undefined {
    const parent = parentId === null ? undefined : this.byId.get(parentId);
    return parent && this.root(parent);
  }

  /**
   * The node that a touch's key means; null for one that is in no tree, such as `(direct)`. What parts of several networks are called
   * is that of the network which the touch tells, else the one that was there first.
   */
  nodeOf(level: AttributionLevel, key: string): TreeNode | null {
    const { name, network } = partsOfKey(key);
    return this.nodeOfNetwork(level, name, network) ?? this.nodeCalled(level, name);
  }

  private nodeOfNetwork(level: AttributionLevel, key: string, network: string): TreeNode | null {
    if (network === '') return null;
    const named = listed(this.byKey, level, key);
    if (named.some((node) => isPlaceless(node) && node.mergedInto !== null)) return null;
    const own = named.filter(({ platform }) => platform === network);
    const node = own.find(({ externalId }) => externalId === key) ?? own[0];
    return node ? this.root(node) : null;
  }

  private nodeCalled(level: AttributionLevel, key: string): TreeNode | null {
    const named = listed(this.byKey, level, key);
    const node =
      named.find((one) => one.mergedInto !== null || !this.calledBy(one)) ??
      named[0] ??
      listed(this.byAlias, level, key).at(-1);
    return node ? this.root(node) : null;
  }

  /**
   * What a name of events means within a campaign: the same name below another is another part. Null where nothing is called so there.
   * @param identity of what events made of the name: it is that part wherever it was moved to since
   */
  partOf(campaign: number, level: NamingLevel, name: string, identity: string): TreeNode | null {
    const named = [...listed(this.byKey, level, name), ...listed(this.byAlias, level, name)];
    const own = named.find(
      (node) =>
        this.ancestor(node, 'campaign')?.id === campaign || (isPlaceless(node) && node.identity === identity),
    );
    return own ? this.root(own) : null;
  }

  /** The name that a touch's key counts under. */
  nameOf(level: AttributionLevel, key: string): string {
    return this.nodeOf(level, key)?.name ?? partsOfKey(key).name;
  }

  /** Whatever counts under a name: itself, where nothing of the tree is called that. */
  keysOf(level: AttributionLevel, name: string): string[] {
    const keys = [...this.byKey.keys(), ...this.byAlias.keys()].flatMap((key) =>
      key.startsWith(`${level} `) ? key.slice(level.length + 1) : [],
    );
    const shared = new Set(level === 'channel' || level === 'source' ? [] : this.sharedNames()[level]);
    const told = keys.flatMap((key) =>
      shared.has(key) ? NETWORK_SOURCES.map(([network]) => keyAt(network, key)) : [],
    );
    return [...new Set([...keys, ...told, name])].filter((key) => this.nameOf(level, key) === name);
  }

  /** What parts of several networks, that are called otherwise, have as their name or id. */
  sharedNames(): SharedNames {
    const shared: Partial<Record<NamingLevel, string[]>> = {};
    for (const [place, nodes] of this.byKey) {
      const level = nodes[0]!.level;
      const own = nodes.filter(({ platform }) => platform !== '');
      const isShared =
        new Set(own.map(({ platform }) => platform)).size > 1 &&
        new Set(own.map((node) => this.root(node).name)).size > 1;
      if (isShared) (shared[level] ??= []).push(place.slice(level.length + 1));
    }
    return shared;
  }

  /** The part of the tree above a node at a level, or itself. */
  ancestor(node: TreeNode, level: NamingLevel): TreeNode | null {
    let at: TreeNode | undefined = node;
    while (at && at.level !== level) at = at.parentId === null ? undefined : this.byId.get(at.parentId);
    return at ? this.root(at) : null;
  }
}

type Index = Map<string, TreeNode[]>;

function put(into: Index, node: TreeNode, key: string): void {
  if (key === '') return;
  const place = `${node.level} ${key}`;
  const known = into.get(place);
  if (known) known.push(node);
  else into.set(place, [node]);
}

const listed = (index: Index, level: AttributionLevel, key: string): TreeNode[] =>
  index.get(`${level} ${key}`) ?? [];

/** Made of what touches are called, which tell neither a network nor whose part it is. */
const isPlaceless = ({ origin, platform }: TreeNode): boolean => origin === 'event' && platform === '';
