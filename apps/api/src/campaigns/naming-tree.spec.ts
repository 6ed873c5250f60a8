import { expect, it } from '@jest/globals';
import { NamingTree, type TreeNode } from './naming-tree.js';
import { mostOf } from './performance/performance.service.js';

const campaign = (id: number, name: string, more: Partial<TreeNode> = {}): TreeNode => ({
  ...{ id, level: 'campaign', parentId: null, platform: 'google', identity: name, externalId: '', name },
  ...{ aliases: [], mergedInto: null, ...more },
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
