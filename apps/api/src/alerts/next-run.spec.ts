import type { AlertSchedule } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { nextRun } from './next-run.js';

const daily = (at: string): AlertSchedule => ({ every: 'day', at });
const weekly = (weekday: number, at: string): AlertSchedule => ({ every: 'week', weekday, at });

describe('the next run', () => {
  it.each([
    ['of the hour', { every: 'hour' } as const, 'UTC', '2025-01-01T10:04:59Z', '2025-01-01T10:05:00Z'],
    ['of the next hour', { every: 'hour' } as const, 'UTC', '2025-01-01T10:05:00Z', '2025-01-01T11:05:00Z'],
    ['today', daily('09:00'), 'Asia/Shanghai', '2025-01-01T00:59:00Z', '2025-01-01T01:00:00Z'],
    ['tomorrow', daily('09:00'), 'Asia/Shanghai', '2025-01-01T01:00:00Z', '2025-01-02T01:00:00Z'],
    [
      'after the clocks went on',
      daily('09:00'),
      'America/New_York',
      '2025-03-08T15:00:00Z',
      '2025-03-09T13:00:00Z',
    ],
    [
      'at an hour that is stepped over',
      daily('02:30'),
      'America/New_York',
      '2025-03-08T15:00:00Z',
      '2025-03-09T07:30:00Z',
    ],
    ['this Friday', weekly(5, '18:00'), 'UTC', '2025-01-01T00:00:00Z', '2025-01-03T18:00:00Z'],
    ['later today', weekly(3, '18:00'), 'UTC', '2025-01-01T17:00:00Z', '2025-01-01T18:00:00Z'],
    ['in a week', weekly(3, '18:00'), 'UTC', '2025-01-01T18:00:00Z', '2025-01-08T18:00:00Z'],
  ])('is %s', (_, schedule, zone, after, expected) => {
    expect(nextRun(schedule, zone, new Date(after)).toISOString()).toBe(new Date(expected).toISOString());
  });
});
