import type { ChannelRule } from '@groundswell/contracts';
import { expect, it } from '@jest/globals';
import { channelName, conditionText, moved } from './rule-text.js';

const rules: ChannelRule[] = ['a', 'b', 'c'].map((channel) => ({ channel, conditions: [] }));
const order = (some: ChannelRule[]) => some.map(({ channel }) => channel).join('');

it('moves a rule by one place, and none beyond the ends', () => {
  expect(order(moved(rules, 0, 1))).toBe('bac');
  expect(order(moved(rules, 2, -1))).toBe('acb');
  expect(order(moved(rules, 0, -1))).toBe('abc');
  expect(order(moved(rules, 2, 1))).toBe('abc');
});

it('names channels and conditions', () => {
  const names = [{ key: 'kol', en: 'Creators', zh: '达人' }];
  expect(channelName('kol', names, 'zh-CN')).toBe('达人');
  expect(channelName('kol', names, 'en')).toBe('Creators');
  expect(channelName('(direct)', names, 'en')).toBe('(direct)');
  const last = (key: string) => key.split('.').pop()!;
  expect(conditionText({ field: 'network', operator: 'is', values: ['a', 'b'] }, last)).toBe(
    'network is a, b',
  );
  expect(conditionText({ field: 'clickId', operator: 'isSet', values: [] }, last)).toBe('clickId isSet');
});
