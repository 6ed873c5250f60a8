import { describe, expect, it } from '@jest/globals';
import { taggedAddress } from './tagged-address.js';

describe('taggedAddress', () => {
  it('adds what is filled in, in place of what is there', () => {
    const utm = { source: ' poster ', medium: '', campaign: 'a&b' };
    expect(taggedAddress('https://a.example/?utm_source=x&b=1#c', utm)).toBe(
      'https://a.example/?utm_source=poster&b=1&utm_campaign=a%26b#c',
    );
    expect(taggedAddress('not yet', utm)).toBe('');
  });
});
