import { describe, expect, it } from '@jest/globals';
import { checkHeader } from './mapping-columns.js';

const mapping = {
  event: { const: 'login' },
  distinctId: 'player',
  timestamp: 'time',
  timestampFormat: 'yyyy-MM-dd',
  properties: ['level'],
};

describe('checkHeader', () => {
  it('is content when every named column is there', () => {
    expect(() => checkHeader(['player', 'time', 'level', 'more'], mapping)).not.toThrow();
  });

  it('names what is missing and what is there', () => {
    expect(() => checkHeader(['player', 'ts'], mapping)).toThrow(
      'The file has no columns "time", "level"; it has "player", "ts".',
    );
  });
});
