import { keyAt } from '@groundswell/attribution';
import { describe, expect, it } from '@jest/globals';
import { NamingTree, type TreeNode } from './naming-tree.js';
import { mostOf } from './performance/performance.service.js';

const campaign = (id: number, name: string, more: Partial<TreeNode> = {}): TreeNode => ({
  ...{ id, level: 'campaign', parentId: null, platform: 'google', identity: name, externalId: '', name },
  ...{ aliases: [], mergedInto: null, origin: 'spend', ...more },
});

it('counts touches and spend of a name together, where the name is the alias of another campaign', () => {
  const wine = campaign(1, 'Total Wine', { aliases: ['back'] });
  const back = campaign(2, 'back');
  const tree = new NamingTree([wine, back]);
  expect([tree.nameOf('campaign', 'back'), tree.root(back).name]).toEqual(['Total Wine', 'Total Wine']);
});

it('follows merges, also of one into whose name is an alias', () => {
  const nodes = [
    campaign(1, 'Total Wine', { aliases: ['back'] }),
    campaign(2, 'back'),
    campaign(3, 'again', { mergedInto: 2 }),
  ];
  const tree = new NamingTree(nodes);
  expect(tree.root(nodes[2]!).name).toBe('Total Wine');
  expect(tree.nameOf('campaign', 'again')).toBe('Total Wine');
});

it('counts campaigns that are aliases of each other as one, the first', () => {
  const nodes = [campaign(1, 'a', { aliases: ['b'] }), campaign(2, 'b', { aliases: ['a'] })];
  const tree = new NamingTree(nodes);
  expect([...nodes.map((node) => tree.root(node).name), tree.nameOf('campaign', 'b')]).toEqual([
    'a',
    'a',
    'a',
  ]);
});

it('files a campaign under the key of most of its arrivals, however they are spread over sources and merged names', () => {
  const tree = new NamingTree([campaign(1, 'a'), campaign(2, 'b', { mergedInto: 1 })]);
  const counts = [
    { campaign: 'a', key: 'paid_search', arrivals: 10 },
    { campaign: 'b', key: 'paid_social', arrivals: 6 },
    { campaign: 'a', key: 'paid_social', arrivals: 5 },
  ];
  expect(mostOf(counts, tree)).toEqual(new Map([['a', 'paid_social']]));
});

describe('a name that is an alias elsewhere', () => {
  const renamed = campaign(1, 'Brand 2026', { aliases: ['Brand'] });
  const group = (id: number, parentId: number, name: string, more: Partial<TreeNode> = {}) =>
    campaign(id, name, { level: 'adGroup', parentId, ...more });

  it('stays with the campaign of another network that has it, for spend and touches', () => {
    const meta = campaign(2, 'Brand', { platform: 'meta' });
    const tree = new NamingTree([renamed, meta]);
    expect([tree.root(meta).name, tree.nameOf('campaign', 'Brand')]).toEqual(['Brand', 'Brand']);
    expect(tree.keysOf('campaign', 'Brand 2026')).toEqual(['Brand 2026']);
  });

  it('means whoever has the alias, where nobody else is called that', () => {
    expect(new NamingTree([renamed]).nameOf('campaign', 'Brand')).toBe('Brand 2026');
  });

  it.each([
    ['the alias is of a campaign without a network', { platform: '' }, {}],
    ['the name is of a campaign without a network', {}, { platform: '' }],
    ['touches alone told of it', {}, { platform: '', origin: 'event' }],
  ] as const)('goes to the alias where %s', (_, more, theirs) => {
    const named = campaign(2, 'Brand', theirs);
    const tree = new NamingTree([{ ...renamed, ...more }, named]);
    expect([tree.root(named).name, tree.nameOf('campaign', 'Brand')]).toEqual(['Brand 2026', 'Brand 2026']);
  });

  it('goes, of what touches alone told of, to the campaign that has it rather than to the alias', () => {
    const [seen, meta] = [
      campaign(2, 'Brand', { platform: '', origin: 'event' }),
      campaign(3, 'Brand', { platform: 'meta' }),
    ];
    const tree = new NamingTree([renamed, seen, meta]);
    expect([seen, meta].map((node) => tree.root(node).name)).toEqual(['Brand', 'Brand']);
    expect(tree.nameOf('campaign', 'Brand')).toBe('Brand');
  });

  it('stays with an ad group of another campaign, also where touches come to it', () => {
    const nodes = [
      campaign(1, 'one'),
      campaign(2, 'two'),
      group(3, 1, 'Broad 2026', { aliases: ['Broad'] }),
      group(4, 2, 'Broad'),
    ];
    const tree = new NamingTree(nodes);
    expect([tree.root(nodes[3]!).name, tree.nameOf('adGroup', 'Broad')]).toEqual(['Broad', 'Broad']);
  });

  it('goes to the alias of an ad group of the same campaign, or of one that was merged with it', () => {
    const nodes = [
      campaign(1, 'one'),
      campaign(2, 'two', { mergedInto: 1 }),
      group(3, 1, 'Broad 2026', { aliases: ['Broad'] }),
      group(4, 1, 'Broad'),
      group(5, 2, 'Broad'),
    ];
    const tree = new NamingTree(nodes);
    expect(nodes.slice(3).map((node) => tree.root(node).id)).toEqual([3, 3]);
    expect(tree.nameOf('adGroup', 'Broad')).toBe('Broad 2026');
  });
});

it("counts what touches name by a network's id for the part that has it, below whichever campaigns they tell of it", () => {
  const creative = (id: number, parentId: number, name: string, more: Partial<TreeNode>) =>
    campaign(id, name, { level: 'creative', parentId, ...more });
  const seen = creative(3, 1, 'ad-9', { platform: '', origin: 'event' });
  const film = creative(4, 2, 'film', { externalId: 'ad-9', origin: 'event' });
  const tree = new NamingTree([campaign(1, 'one'), campaign(2, 'two'), seen, film]);
  expect([tree.nameOf('creative', 'ad-9'), tree.root(seen).name]).toEqual(['film', 'film']);
  expect(tree.keysOf('creative', 'film')).toEqual(['ad-9', 'film']);
  const other = creative(5, 1, 'other', {});
  const merged = new NamingTree([{ ...seen, mergedInto: 5 }, film, other]);
  expect(merged.nameOf('creative', 'ad-9')).toBe('other');
});

describe('an id that parts of two networks have', () => {
  const [a, b] = [
    campaign(1, 'a', { externalId: '9' }),
    campaign(2, 'b', { externalId: '9', platform: 'meta' }),
  ];
  const tree = new NamingTree([a, b, campaign(3, 'c', { externalId: '7' })]);

  it('is that of the network which the touch tells, else of the first', () => {
    const names = ['meta', 'google', 'tiktok', ''].map((network) =>
      tree.nameOf('campaign', keyAt(network, '9')),
    );
    expect([tree.sharedNames(), names]).toEqual([{ campaign: ['9'] }, ['b', 'a', 'a', 'a']]);
    expect(tree.nameOf('campaign', keyAt('meta', 'nobody'))).toBe('nobody');
  });

  it('has people behind both', () => {
    expect(tree.keysOf('campaign', 'b')).toEqual(['b', keyAt('meta', '9')]);
    expect(tree.keysOf('campaign', 'a')).toContain('9');
  });

  it('is not told apart where both count as one', () => {
    const one = new NamingTree([a, { ...b, mergedInto: 1 }]);
    expect([one.sharedNames(), one.nameOf('campaign', keyAt('meta', '9'))]).toEqual([{}, 'a']);
  });
});

it('tells parts of the same name by their campaign, also where they were merged, renamed or moved', () => {
  const part = (id: number, level: 'adGroup' | 'creative', parentId: number, name: string, more = {}) =>
    campaign(id, name, { level, parentId, ...more });
  const placeless = { platform: '', origin: 'event' as const, identity: 'b / moved' };
  const tree = new NamingTree([
    ...[campaign(1, 'a'), campaign(2, 'b'), campaign(3, 'c', { mergedInto: 2 })],
    ...[part(4, 'adGroup', 1, 'Broad'), part(5, 'adGroup', 3, 'Broad'), part(6, 'creative', 4, 'hook')],
    ...[part(7, 'creative', 5, 'new', { aliases: ['old'] }), part(8, 'adGroup', 1, 'moved', placeless)],
  ]);
  const idOf = (of: number, level: 'adGroup' | 'creative', name: string) =>
    tree.partOf(of, level, name, `b / ${name}`)?.id ?? null;
  expect([idOf(1, 'adGroup', 'Broad'), idOf(2, 'adGroup', 'Broad')]).toEqual([4, 5]);
  expect([idOf(1, 'creative', 'hook'), idOf(2, 'creative', 'hook')]).toEqual([6, null]);
  expect([idOf(2, 'creative', 'old'), idOf(2, 'adGroup', 'moved')]).toEqual([7, 8]);
});

it.each([
  ['a way into a circle', [campaign(1, 'x', { mergedInto: 2 }), ['a', ['b']], ['b', ['a']]], [2, 2, 2]],
  [
    'a circle of merges',
    [1, 2, 3].map((id) => campaign(id, `m${id}`, { mergedInto: (id % 3) + 1 })),
    [1, 1, 1],
  ],
  ['a name that is its own alias', [['a', ['a']]], [1]],
  [
    'a chain of aliases',
    [
      ['a', []],
      ['b', ['a']],
      ['c', ['b']],
    ],
    [3, 3, 3],
  ],
] as [string, (TreeNode | [string, string[]])[], number[]][])('finds where %s ends', (_, given, roots) => {
  const nodes = given.map((one, at) =>
    Array.isArray(one) ? campaign(at + 1, one[0], { aliases: one[1] }) : one,
  );
  const tree = new NamingTree(nodes);
  expect(nodes.map((node) => tree.root(node).id)).toEqual(roots);
});
