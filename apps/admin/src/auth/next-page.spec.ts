import { describe, expect, it } from '@jest/globals';
import { nextPage } from './next-page.js';

describe('the page after signing in', () => {
  it('is the one that was asked for', () => {
    expect(nextPage('/p/1/retention?period=week')).toBe('/p/1/retention?period=week');
  });

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/login',
  ])('is the start page for %p', (next) => expect(nextPage(next)).toBe('/'));
});
