import { describe, expect, it } from '@jest/globals';
import { isSameOrigin } from './same-origin.js';

const from = (headers: Record<string, string>) => isSameOrigin({ headers, host: 'app.example:3000' });

describe('isSameOrigin', () => {
  it.each([
    [{}, true],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://proxy.example' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://app.example:3000' }, false],
    [{ origin: 'http://app.example:3000' }, true],
    [{ origin: 'http://app.example' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'data:text/html,x' }, false],
  ] as [Record<string, string>, boolean][])('%p: %p', (headers, expected) => {
    expect(from(headers)).toBe(expected);
  });
});
