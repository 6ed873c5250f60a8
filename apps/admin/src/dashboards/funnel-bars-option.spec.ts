import { describe, expect, it } from '@jest/globals';
import type { FunnelStepResult } from '@groundswell/contracts';
import { Formatter } from '../i18n/format.js';
import { funnelBarsOption } from './funnel-bars-option.js';

const step = (index: number, users: number, first: number): FunnelStepResult => ({
  ...{ index, event: `event ${index}`, users, medianSeconds: null, medianSecondsFromFirst: null },
  ...{ lost: null, rateFromPrevious: null, rateFromFirst: users / first },
});

const drawn = (answer: Parameters<typeof funnelBarsOption>[0]['answer']) =>
  funnelBarsOption({
    answer,
    scheme: 'light',
    format: new Formatter('en'),
    stepName: ({ event }) => event,
    groupName: (value) => value.toUpperCase(),
    text: { users: 'People', ofFirst: 'Of first', ofPrevious: 'Of previous', median: 'Median' },
  }) as unknown as {
    xAxis: { data: string[]; axisLabel: { interval?: number } };
    series: { name?: string; data: (number | { value: number; bar: object })[] }[];
    tooltip: { formatter(points: { dataIndex: number }[]): string };
  };

describe('bars of a funnel on a tile', () => {
  const steps = [step(0, 40, 40), step(1, 10, 40), step(2, 5, 40)];

  it('are as high as the share of those who began, over who was still there a step before', () => {
    const { series, xAxis, tooltip } = drawn({ steps });
    expect(series[0]?.data).toEqual([1, 1, 0.25]);
    expect(series[1]?.data.map((one) => (one as { value: number }).value)).toEqual([1, 0.25, 0.125]);
    expect(xAxis.data[1]).toBe('2.\nevent 1');
    expect(xAxis.axisLabel.interval).toBe(0);
    expect(tooltip.formatter([{ dataIndex: 1 }])).toContain('25.0%');
  });

  it('stand beside each other by value of a breakdown', () => {
    const groups = [{ breakdown: 'ios', steps: steps.map(({ index, users }) => step(index, users / 5, 8)) }];
    const { series } = drawn({ steps, groups });
    expect(series.map(({ name }) => name)).toEqual(['IOS']);
    expect(series[0]?.data[1]).toEqual({ value: 0.25, bar: { step: 1, breakdown: 'ios' } });
  });

  it('have numbers for names where names would not fit', () => {
    const many = Array.from({ length: 8 }, (_, index) => step(index, 1, 1));
    expect(drawn({ steps: many }).xAxis.data[7]).toBe('8');
  });
});
