import { describe, expect, it } from '@jest/globals';
import { collapseRepeats, touchesBefore } from './journey.js';

const DAY = 86_400_000;
const END = Date.parse('2026-03-31T12:00:00.000Z');

describe('touchesBefore', () => {
  it('includes both ends of the window, to the millisecond', () => {
    const at = [END - 30 * DAY - 1, END - 30 * DAY, END - 1, END, END + 1];
    const touches = at.map((time) => ({ key: String(time - END), at: time }));
    const inside = touchesBefore(touches, END, 30 * DAY);
    expect(inside.map(({ ageMs }) => ageMs)).toEqual([30 * DAY, 1, 0]);
  });

  it('orders by time, then order of ingestion, then id, whatever came first', () => {
    const touches = [
      { key: 'last', at: END, order: 0n },
      { key: 'fourth', at: END - 5, order: 10n },
      { key: 'third', at: END - 5, order: 9n, id: 'b' },
      { key: 'second', at: END - 5, order: 9n, id: 'a' },
      { key: 'first', at: END - 6, order: 99n },
    ];
    const keys = touchesBefore(touches, END).map(({ key }) => key);
    expect(keys).toEqual(['first', 'second', 'third', 'fourth', 'last']);
    expect(touchesBefore([...touches].reverse(), END).map(({ key }) => key)).toEqual(keys);
  });
});

it('collapseRepeats keeps the last of each run', () => {
  const touches = [...'aabba'].map((key, ageMs) => ({ key, ageMs }));
  expect(collapseRepeats(touches).map(({ ageMs }) => ageMs)).toEqual([1, 3, 4]);
});
