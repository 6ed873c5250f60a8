import type { EventCountsAnswer } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { toTrend } from './trends-series.js';
import {
  type TrendsAsk,
  daysBefore,
  measuredOf,
  readSettings,
  toQuery,
  writeSettings,
} from './trends-settings.js';

const days = { from: '2024-03-01', to: '2024-03-07' };
const read = (text: string) => readSettings(new URLSearchParams(text));

describe('the settings of a trend', () => {
  it('are people by default, and anything but what is known is the default', () => {
    expect(toQuery(read('measure=x&filters={&trailing=5'), days, 'day')).toEqual({
      kind: 'activeUsers',
      ...days,
      interval: 'day',
    });
  });

  it('come back from the URL as they were written', () => {
    const settings = {
      measure: 'p90' as const,
      event: 'Message Sent',
      property: 'properties.tokens',
      filters: [{ property: 'country', operator: 'eq' as const, value: 'CN' }],
      breakdown: 'platform',
      trailingDays: 28,
      isCompared: true,
    };
    const url = new URLSearchParams(writeSettings(settings) as Record<string, string>);
    expect(readSettings(url)).toEqual(settings);
    expect(toQuery(settings, days, 'week')).toMatchObject({
      kind: 'eventCounts',
      measure: 'p90',
      property: 'properties.tokens',
      trailingDays: 28,
    });
  });

  it('ask nothing while a property is missing', () => {
    expect(toQuery(read('measure=sum'), days, 'day')).toBeNull();
  });

  it.each([
    ['event=payment&measure=sum&property=properties.amount', 'payment.amount'],
    ['event=payment&measure=events', 'payment'],
    ['measure=sum&property=person.seats', 'seats'],
    ['', ''],
  ])('say what is measured: %s', (url, said) => {
    expect(measuredOf(toQuery(read(url), days, 'day') as TrendsAsk)).toBe(said);
  });

  it('compare with as many days before', () => {
    expect(daysBefore(days)).toEqual({ from: '2024-02-23', to: '2024-02-29' });
    expect(daysBefore({ from: '2024-03-01', to: '2024-03-01' })).toEqual({
      from: '2024-02-29',
      to: '2024-02-29',
    });
  });
});

const counts = (rows: object[]) => ({ kind: 'eventCounts', rows }) as unknown as EventCountsAnswer;

describe('a trend', () => {
  it('has all together first, and a hole where there is nothing to measure', () => {
    const rows = [
      { bucket: '2024-01-01', breakdown: 'web', value: 1, complete: true },
      { bucket: '2024-01-01', breakdown: null, value: 2, complete: true },
      { bucket: '2024-01-02', breakdown: 'web', value: null, complete: false },
      { bucket: '2024-01-02', breakdown: null, value: 3, complete: false },
    ];
    expect(toTrend(counts(rows), 'day', '2024-01-01').lines).toEqual([
      { key: null, values: [2, 3] },
      { key: 'web', values: [1, null] },
    ]);
  });
});
