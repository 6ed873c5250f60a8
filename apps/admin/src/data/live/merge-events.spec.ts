import { describe, expect, it } from '@jest/globals';
import type { LiveEvent } from '../../api/types.js';
import { KEPT, askAfter, mergeEvents } from './merge-events.js';

const event = (eventId: string, second: number) =>
  ({ eventId, receivedAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z` }) as LiveEvent;
const ids = (events: readonly LiveEvent[]) => events.map(({ eventId }) => eventId);

describe('live events', () => {
  it('shows each event once, the newest first, also those that come late', () => {
    const merged = mergeEvents(
      [event('c', 30), event('a', 10)],
      [event('c', 30), event('d', 40), event('b', 20)],
    );
    expect(ids(merged)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('stays the same list when nothing is new', () => {
    const known = [event('a', 10)];
    expect(mergeEvents(known, [event('a', 10)])).toBe(known);
  });

  it('does not grow for ever', () => {
    const many = Array.from({ length: KEPT + 50 }, (_, index) => event(`e${index}`, index % 60));
    expect(mergeEvents([], many)).toHaveLength(KEPT);
  });

  it('asks from a little before the newest one', () => {
    expect(askAfter([event('a', 30)])).toBe('2026-01-01T00:00:20.000Z');
    expect(askAfter([])).toBeUndefined();
  });
});
