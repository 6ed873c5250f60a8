import { describe, expect, it } from '@jest/globals';
import { IdentityGraph, type KnownName } from './identity-graph.js';

const user = (name: string, linked: string | null = null) => ({ name, linked, identified: true });
const device = (name: string) => ({ name, linked: null, identified: false });
const known = (name: string, personId: number, more: Partial<KnownName> = {}): KnownName => ({
  name,
  personId,
  identified: false,
  properties: {},
  ...more,
});

describe('IdentityGraph', () => {
  it('allots no id to a person that ends the batch as somebody else', () => {
    const graph = new IdentityGraph([]);
    graph.apply(device('a'), { from: 'device' });
    graph.apply(user('u'), {});
    graph.apply(user('u', 'a'), {});
    expect(graph.finish(7)).toEqual({
      newPersons: [{ personId: 8, identified: true, properties: { from: 'device' } }],
      newNames: [
        { name: 'a', personId: 8, isKnown: false },
        { name: 'u', personId: 8, isKnown: true },
      ],
      knownNames: [],
      changedPersons: [],
      merges: [],
      aliases: [],
    });
  });

  it.each([
    ['said of a name that was stored as a device’s', [known('u', 3)], user('u'), ['u']],
    ['not of the device that is linked', [known('u', 3), known('a', 4)], user('u', 'a'), ['u']],
    ['once', [known('u', 3, { identified: true })], user('u'), []],
    ['not of devices', [known('a', 3)], device('a'), []],
  ])('tells a known name, %s', (_case, names, said, expected) => {
    const graph = new IdentityGraph(names);
    graph.apply(said, {});
    expect(graph.finish(4).knownNames).toEqual(expected);
  });

  it('sets what is to be set once only where there is nothing yet', () => {
    const graph = new IdentityGraph([known('u', 3, { identified: true, properties: { first: 'old' } })]);
    graph.apply(user('u'), { plan: 'pro' }, { first: 'new', plan: 'trial', source: 'a' });
    graph.apply(user('u'), {}, { source: 'b' });
    const { changedPersons } = graph.finish(3);
    expect(changedPersons[0]?.set).toEqual({ plan: 'pro', source: 'a' });
  });

  it('lets a user new in the batch take over the row of a stored device instead of merging it', () => {
    const graph = new IdentityGraph([known('a', 3, { properties: { plan: 'trial', color: 'red' } })]);
    graph.apply(user('u'), { plan: 'pro' });
    graph.apply(user('u', 'a'), {});
    expect(graph.finish(3)).toEqual({
      newPersons: [],
      newNames: [{ name: 'u', personId: 3, isKnown: true }],
      knownNames: [],
      changedPersons: [{ personId: 3, identified: true, under: {}, set: { plan: 'pro' } }],
      merges: [],
      aliases: [],
    });
  });

  it('merges several devices into one user, flat, the user’s properties on top', () => {
    const graph = new IdentityGraph([
      known('u', 1, { identified: true, properties: { plan: 'pro' } }),
      known('a', 2, { properties: { plan: 'trial', a: 1 } }),
      known('b', 3, { properties: { a: 2, b: 2 } }),
    ]);
    graph.apply(user('u', 'a'), {});
    graph.apply(user('u', 'b'), {});
    const { merges, changedPersons } = graph.finish(3);
    expect(merges).toEqual([
      { from: 2, into: 1 },
      { from: 3, into: 1 },
    ]);
    expect(changedPersons).toEqual([
      { personId: 1, identified: true, under: { plan: 'trial', a: 1, b: 2 }, set: {} },
    ]);
  });

  it('writes nothing for traits that say nothing new', () => {
    const graph = new IdentityGraph([known('u', 1, { identified: true, properties: { tags: ['x'] } })]);
    graph.apply(user('u'), { tags: ['x'] });
    expect(graph.finish(1).changedPersons).toEqual([]);
  });
});
