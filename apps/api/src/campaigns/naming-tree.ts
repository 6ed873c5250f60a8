import type { AttributionLevel, NamingLevel } from '@groundswell/contracts';
import type { CampaignNodeEntity } from '@groundswell/postgres';

export type TreeNode = Pick<
  CampaignNodeEntity,
  'id' | 'level' | 'parentId' | 'platform' | 'identity' | 'externalId' | 'name' | 'aliases' | 'mergedInto'
>;

/** What the keys of touches and the parts of spend are called: merged and aliased ones by one name. */
export class NamingTree {
  private readonly byId: ReadonlyMap<number, TreeNode>;
  private readonly byKey = new Map<string, TreeNode>();
  private readonly byAlias = new Map<string, TreeNode>();

  constructor(nodes: readonly TreeNode[]) {
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    // Whoever was there first keeps a name that several have; an alias that was said outweighs names.
    for (const node of [...nodes].sort((a, b) => b.id - a.id)) {
      for (const key of [node.name, node.externalId]) this.take(node, key);
    }
    for (const node of nodes) for (const key of node.aliases) this.take(node, key, this.byAlias);
    for (const [key, node] of this.byAlias) this.byKey.set(key, node);
  }

  private take(node: TreeNode, key: string, into = this.byKey): void {
    if (key !== '') into.set(`${node.level} ${key}`, node);
  }

  get(id: number): TreeNode | undefined {
    return this.byId.get(id);
  }

  /** What it counts for: where it was merged into, or whose alias its name is, one after the other. Of a circle the first. */
  root(node: TreeNode): TreeNode {
    const seen = new Map<number, TreeNode>();
    for (let at: TreeNode | undefined = node; at; at = this.next(at)) {
      if (seen.has(at.id)) return [...seen.values()].reduce((a, b) => (a.id < b.id ? a : b));
      seen.set(at.id, at);
    }
    return [...seen.values()].at(-1)!;
  }

  private next(node: TreeNode): TreeNode | undefined {
    if (node.mergedInto !== null) return this.byId.get(node.mergedInto);
    const called = this.byAlias.get(`${node.level} ${node.name}`);
    return called === node ? undefined : called;
  }

  /** The node that a touch's key means; null for one that is in no tree, such as `(direct)`. */
  nodeOf(level: AttributionLevel, key: string): TreeNode | null {
    const node = this.byKey.get(`${level} ${key}`);
    return node ? this.root(node) : null;
  }

  /** The name that a touch's key counts under. */
  nameOf(level: AttributionLevel, key: string): string {
    return this.nodeOf(level, key)?.name ?? key;
  }

  /** Whatever counts under a name: itself, where nothing of the tree is called that. */
  keysOf(level: AttributionLevel, name: string): string[] {
    const keys = [...this.byKey.keys()].flatMap((key) =>
      key.startsWith(`${level} `) ? key.slice(level.length + 1) : [],
    );
    return [...new Set([...keys, name])].filter((key) => this.nameOf(level, key) === name);
  }

  /** The part of the tree above a node at a level, or itself. */
  ancestor(node: TreeNode, level: NamingLevel): TreeNode | null {
    let at: TreeNode | undefined = node;
    while (at && at.level !== level) at = at.parentId === null ? undefined : this.byId.get(at.parentId);
    return at ? this.root(at) : null;
  }
}
