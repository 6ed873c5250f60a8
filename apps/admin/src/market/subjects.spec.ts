import type { BenchmarkAnswer } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { periodsOf, pick, subjectsOf } from './subjects.js';

const answer = {
  rows: [
    {
      subject: 'B',
      bucket: '2024-02-29',
      period: '2024-02-01',
      value: 7,
      share: 0.7,
      change: null,
      source: '',
    },
    {
      subject: 'A',
      bucket: '2024-01-31',
      period: '2024-01-01',
      value: 5,
      share: null,
      change: -0.5,
      source: '',
    },
  ],
  own: [
    { bucket: '2024-02-01', value: 3, share: 0.3, change: null, complete: true },
    { bucket: '2024-03-01', value: 1, share: null, change: null, complete: false },
  ],
} as unknown as BenchmarkAnswer;

describe('subjects of a market', () => {
  it('are own truth and the names of the panel, over the periods of all', () => {
    const subjects = subjectsOf(answer, 'Us', 'light');
    expect(subjects.map(({ name }) => name)).toEqual(['Us', 'A', 'B']);
    expect(periodsOf(subjects, 'level', 'month')).toEqual(['2024-01-01', '2024-02-01']);
    expect(periodsOf(subjects, 'share', 'month')).toEqual(['2024-02-01']);
    expect(periodsOf(subjects, 'level', 'day')).toHaveLength(32);
    expect(pick(subjects[2]?.points.get('2024-02-01'), 'share')).toBe(0.7);
    expect(pick(subjects[2]?.points.get('2024-01-01'), 'level')).toBeNull();
  });
});
