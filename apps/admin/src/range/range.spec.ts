import { describe, expect, it } from '@jest/globals';
import { daysBetween } from './local-date.js';
import { anchorOf, readRange, resolveRange, writeRange } from './range.js';

describe('range', () => {
  it('counts back from the last day with data when that is past', () => {
    expect(anchorOf('2024-03-25', '2026-01-01')).toBe('2024-03-25');
    expect(anchorOf('2026-01-02', '2026-01-01')).toBe('2026-01-01');
    expect(anchorOf(null, '2026-01-01')).toBe('2026-01-01');
  });

  it('includes both ends', () => {
    expect(resolveRange({ preset: '7d' }, '2024-03-25', null)).toEqual({
      from: '2024-03-19',
      to: '2024-03-25',
    });
  });

  it('takes all data from the first day', () => {
    expect(resolveRange({ preset: 'all' }, '2024-03-25', '2023-10-01')).toEqual({
      from: '2023-10-01',
      to: '2024-03-25',
    });
    expect(resolveRange({ preset: 'all' }, '2024-03-25', null)).toEqual({
      from: '2024-03-25',
      to: '2024-03-25',
    });
  });

  it('takes no more than the API answers', () => {
    const { from, to } = resolveRange({ preset: 'all' }, '2026-11-23', '2010-01-01');
    expect(daysBetween(from, to) + 1).toBe(3_700);
  });

  it('survives the URL', () => {
    for (const choice of [{ preset: '90d' } as const, { from: '2024-01-01', to: '2024-02-01' }]) {
      const entries = Object.entries(writeRange(choice)).filter(([, value]) => value !== null) as [
        string,
        string,
      ][];
      expect(readRange(new URLSearchParams(entries), '28d')).toEqual(choice);
    }
  });

  it('falls back where the URL makes no sense', () => {
    for (const text of ['', 'range=5y', 'from=2024-02-30&to=2024-03-01', 'from=2024-03-02&to=2024-03-01']) {
      expect(readRange(new URLSearchParams(text), '28d')).toEqual({ preset: '28d' });
    }
  });
});
