import type { EventEdit } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyEdits } from './apply-edits.js';
import { valueAt, withAt, withoutAt } from './at-dots.js';

type JsonObject = Record<string, unknown>;

describe('applyEdits', () => {
  const event = { uid: 'ada', properties: { plan: 'pro', 'a.b': 1, when: '03/02/2024 10:30', n: { m: 2 } } };

  it.each([
    ['sets', [{ action: 'set', path: 'properties.seats', value: 3 }], { properties: { seats: 3 } }],
    [
      'sets within what is missing',
      [{ action: 'set', path: 'traits.x.y', value: null }],
      { traits: { x: { y: null } } },
    ],
    ['copies', [{ action: 'copy', path: 'uid', to: 'userId' }], { uid: 'ada', userId: 'ada' }],
    ['moves', [{ action: 'rename', path: 'uid', to: 'userId' }], { userId: 'ada' }],
    ['removes', [{ action: 'remove', path: 'properties.n.m' }], { properties: { n: {} } }],
    ['finds names with dots', [{ action: 'rename', path: 'properties.a.b', to: 'country' }], { country: 1 }],
    [
      'reads a time in the zone of the project',
      [{ action: 'readTime', path: 'properties.when', format: 'dd/MM/yyyy HH:mm' }],
      { timestamp: '2024-02-03T02:30:00.000Z' },
    ],
    [
      'goes in order',
      [
        { action: 'set', path: 'event', value: 'A' },
        { action: 'copy', path: 'event', to: 'properties.was' },
        { action: 'set', path: 'event', value: 'B' },
      ],
      { event: 'B', properties: { was: 'A' } },
    ],
  ] as [string, EventEdit[], JsonObject][])('%s', (_name, edits, expected) => {
    expect(applyEdits(event, edits, 'Asia/Shanghai')).toMatchObject(expected);
  });

  it('takes away what it moves', () => {
    const edits: EventEdit[] = [{ action: 'rename', path: 'uid', to: 'userId' }];
    expect(Object.keys(applyEdits(event, edits, 'UTC')).sort()).toEqual(['properties', 'userId']);
  });

  it('leaves an event alone that lacks the field', () => {
    const edits: EventEdit[] = [
      { action: 'copy', path: 'no.such', to: 'userId' },
      { action: 'rename', path: 'nor', to: 'event' },
      { action: 'remove', path: 'properties.neither' },
      { action: 'readTime', path: 'at' },
    ];
    expect(applyEdits(event, edits, 'UTC')).toBe(event);
  });

  it('says which time it cannot read', () => {
    expect(() => applyEdits(event, [{ action: 'readTime', path: 'properties.plan' }], 'UTC')).toThrow(
      '"pro"',
    );
  });

  it('changes no prototype', () => {
    const edited = applyEdits(
      event,
      [{ action: 'set', path: 'properties.__proto__.polluted', value: 1 }],
      'UTC',
    );
    expect(({} as JsonObject).polluted).toBeUndefined();
    expect(JSON.stringify(edited)).toContain('"__proto__":{"polluted":1}');
  });
});

describe('paths', () => {
  const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'a.b');
  const path = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join('.'));
  const object = fc.dictionary(key, fc.jsonValue(), { maxKeys: 4 });

  it('has what was put there, and no longer once it is taken away', () => {
    fc.assert(
      fc.property(object, path, fc.integer(), (start, at, value) => {
        const put = withAt(start, at, value);
        expect(valueAt(put, at)).toBe(value);
        const text = JSON.stringify(start);
        // The same path may name a key with dots and what is inside another: one is taken away at a time.
        let left = put;
        for (let times = 0; times < 8 && valueAt(left, at) !== undefined; times++) left = withoutAt(left, at);
        expect(valueAt(left, at)).toBeUndefined();
        expect(JSON.stringify(start)).toBe(text);
      }),
    );
  });
});
