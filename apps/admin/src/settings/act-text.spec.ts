import { describe, expect, it } from '@jest/globals';
import { en } from '../i18n/en.js';
import { actText, pageOfTarget } from './act-text.js';

const words = new Map<string, string>();
for (const [kind, named] of Object.entries({ things: en.gs.audit.things, verbs: en.gs.audit.verbs }))
  for (const [key, text] of Object.entries(named)) words.set(`gs.audit.${kind}.${key}`, text);
const translate = (key: string, { _, thing, verb }: Record<string, unknown> = {}) =>
  key === 'gs.audit.act' ? `${String(thing)} ${String(verb)}` : (words.get(key) ?? String(_));

describe('an entry of the audit log', () => {
  it.each([
    ['flag.rollBack', 'Flag went back by itself'],
    ['adGroup.update', 'Ad group changed'],
    ['flag.teleport', 'Flag teleport'],
    ['odd', 'odd '],
  ])('%s is told in words', (action, text) => {
    expect(actText(action, translate)).toBe(text);
  });

  it.each([
    ['flags/2', 'flag.update', 'flags/2'],
    ['flags/2', 'flag.delete', null],
    ['projects/1', 'project.update', null],
    ['campaigns/convention', 'campaignConvention.update', null],
    ['flags/../../x', 'flag.update', null],
  ])('on %s by %s leads to its page where there is one', (target, action, page) => {
    expect(pageOfTarget(target, action)).toBe(page);
  });
});
