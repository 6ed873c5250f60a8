import type { Annotation } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { bucketOf, markAnnotations } from './mark-annotations.js';

const WEEKS = ['2025-01-06', '2025-01-13', '2025-01-20'];
const note = (date: string, text = 'x'): Annotation => {
  return { id: 1, date, text, kind: 'release', version: 1, createdAt: '' };
};
const option = { tooltip: { formatter: () => 'numbers' }, series: [{ type: 'bar' }] };
const marked = (annotations: Annotation[]) =>
  markAnnotations(option, {
    annotations,
    buckets: WEEKS,
    lastDay: '2025-01-26',
    scheme: 'light',
    kindName: (kind) => kind,
  }) as unknown as {
    tooltip: { formatter(points: object[]): string };
    series: { markLine?: { data: { xAxis: number }[] } }[];
  };

describe('annotations on a chart', () => {
  it.each([
    ['2025-01-05', -1],
    ['2025-01-06', 0],
    ['2025-01-19', 1],
    ['2025-01-26', 2],
    ['2025-01-27', -1],
  ])('of %s lie in period %i', (date, index) => {
    expect(bucketOf(date, WEEKS, '2025-01-26')).toBe(index);
  });

  it('leave a chart as it is where none falls on it', () => {
    expect(marked([note('2024-01-01')])).toBe(option);
  });

  it('are one line a period, with every text in its tooltip, escaped', () => {
    const chart = marked([note('2025-01-13', '<b>'), note('2025-01-15', 'two'), note('2025-01-21')]);
    expect(chart.series[1]?.markLine?.data.map(({ xAxis }) => xAxis)).toEqual([1, 2]);
    const html = chart.tooltip.formatter([{ dataIndex: 1 }]);
    expect(html).toContain('numbers');
    expect(html).toContain('&lt;b&gt;');
    expect(html).toContain('two');
    expect(chart.tooltip.formatter([{ dataIndex: 0 }])).toBe('numbers');
  });
});
