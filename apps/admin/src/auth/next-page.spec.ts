import { describe, expect, it } from '@jest/globals';
import { nextPage, signInPath } from './next-page.js';

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
    '/\t/evil.example',
    '/\n/evil.example',
    '//[',
    '/.//evil.example',
    '/p/..//evil.example',
    '/login',
    '/login?next=/login',
  ])('is the start page for %p', (next) => expect(nextPage(next)).toBe('/'));

  it('is where somebody was when their session ended', () => {
    const was = { pathname: '/p/1/funnel', search: '?step=a&step=b%26c' };
    const { searchParams, pathname } = new URL(signInPath(was), 'https://here.invalid');
    expect(pathname).toBe('/login');
    expect(nextPage(searchParams.get('next'))).toBe('/p/1/funnel?step=a&step=b%26c');
  });

  it.each([
    ['/', '', '/login'],
    ['/login', '?next=%2Fp%2F1', '/login?next=%2Fp%2F1'],
  ])('from %s%s is asked for at %s', (pathname, search, expected) => {
    expect(signInPath({ pathname, search })).toBe(expected);
  });
});
