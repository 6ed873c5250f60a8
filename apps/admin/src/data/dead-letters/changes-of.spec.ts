import { describe, expect, it } from '@jest/globals';
import { changesOf } from './changes-of.js';

describe('changesOf', () => {
  it('names what is new, gone and other, and nothing else', () => {
    const before = {
      v: 1,
      source: 'live',
      event: 'A',
      uid: 'x',
      properties: { n: { m: 1 }, list: [1], same: 0 },
    };
    const after = {
      v: 1,
      source: 'import',
      event: 'B',
      userId: 'x',
      properties: { n: {}, list: [1], same: 0 },
    };
    expect(changesOf(before, after)).toEqual([
      { path: 'event', before: '"A"', after: '"B"' },
      { path: 'properties.n', before: null, after: '{}' },
      { path: 'properties.n.m', before: '1', after: null },
      { path: 'uid', before: '"x"', after: null },
      { path: 'userId', before: null, after: '"x"' },
    ]);
  });

  it('is empty for an event that goes as it is', () => {
    const event = { messageId: 'm', timestamp: 't', properties: {} };
    expect(changesOf(event, { ...event, source: 'import', importId: 'i' })).toEqual([]);
  });
});
