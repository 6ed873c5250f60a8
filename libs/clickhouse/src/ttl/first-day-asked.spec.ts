import {
  activeUsersQuerySchema,
  attributionQuerySchema,
  growthAccountingQuerySchema,
  retentionQuerySchema,
  stickinessQuerySchema,
} from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { firstDayAsked } from './first-day-asked.js';
import { rawHorizon } from './raw-horizon.js';

const project = { id: 1, timeZone: 'UTC', weekStart: 'monday' as const, activeEvents: {} };
const range = { from: '2025-01-15', to: '2025-02-10' };

describe('the first day that is asked for', () => {
  it.each([
    [{ interval: 'day' }, '2025-01-15'],
    [{ interval: 'hour' }, '2025-01-15'],
    [{ interval: 'week' }, '2025-01-13'],
    [{ interval: 'month' }, '2025-01-01'],
    [{ interval: 'day', trailingDays: 28 }, '2024-12-19'],
    [{ interval: 'month', trailingDays: 366 }, '2024-02-01'],
  ])('of active users with %j is %s', (asked, day) => {
    const query = activeUsersQuerySchema.parse({ kind: 'activeUsers', ...range, ...asked });
    expect(firstDayAsked(query, project)).toBe(day);
  });
  it('of retention is that of the first cohort', () => {
    const query = retentionQuerySchema.parse({ kind: 'retention', ...range, period: 'week' });
    expect(firstDayAsked(query, project)).toBe('2025-01-13');
  });
  it.each([
    ['day', '2025-01-14'],
    ['week', '2025-01-06'],
    ['month', '2024-12-01'],
  ])('of growth by %s is in the period before, whose people may have left', (interval, day) => {
    const query = growthAccountingQuerySchema.parse({ kind: 'growthAccounting', ...range, interval });
    expect(firstDayAsked(query, project)).toBe(day);
  });
  it('of stickiness is that of the first window', () => {
    const query = stickinessQuerySchema.parse({ kind: 'stickiness', ...range, window: 7 });
    expect(firstDayAsked(query, project)).toBe('2025-01-09');
  });
  it('of attribution is in the window of the first conversion, with a day more where days have 23 hours', () => {
    const conversion = { event: 'buy' };
    const query = attributionQuerySchema.parse({
      kind: 'attribution',
      ...range,
      conversion,
      lookbackDays: 7,
    });
    expect(firstDayAsked(query, project)).toBe('2025-01-07');
    expect(firstDayAsked({ ...query, lookbackDays: 0 }, project)).toBe('2025-01-15');
  });
});

describe('rawHorizon', () => {
  it('keeps today and so many days before it, by the calendar of the project', () => {
    const now = new Date('2025-03-09T20:00:00Z');
    expect(rawHorizon(now, 'UTC', 7)).toBe('2025-03-02');
    expect(rawHorizon(now, 'Asia/Shanghai', 7)).toBe('2025-03-03');
  });
});
