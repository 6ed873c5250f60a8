import type { Annotation, AnnotationKind } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { type Scheme, tokensOf } from '../../theme/tokens.js';
import { escapeHtml } from '../tooltip.js';

/** Colours that no series has. */
export function kindColor(kind: AnnotationKind, scheme: Scheme): string {
  const t = tokensOf(scheme);
  return { release: t.good, campaign: t.warn, note: t.muted }[kind];
}

/** Of `buckets` (first days, ascending), the one that holds the day of an annotation; -1 for none. */
export function bucketOf(date: string, buckets: readonly string[], lastDay: string): number {
  if (date > lastDay) return -1;
  return buckets.findLastIndex((first) => first <= date);
}

interface Marked {
  annotations: readonly Annotation[];
  /** First days of the periods on the axis, ascending. */
  buckets: readonly string[];
  /** The last day that the axis covers. */
  lastDay: string;
  scheme: Scheme;
  kindName(kind: AnnotationKind): string;
}

type Formatter = (points: { dataIndex: number }[]) => string;

/** The same chart with a line through each period that has annotations, and their texts in its tooltip. */
export function markAnnotations(option: EChartsCoreOption, marked: Marked): EChartsCoreOption {
  const byBucket = grouped(marked);
  if (byBucket.size === 0) return option;
  const tooltip = option.tooltip as { formatter?: Formatter };
  return {
    ...option,
    tooltip: {
      ...tooltip,
      formatter: (points: { dataIndex: number }[]) => {
        const shown = byBucket.get(points[0]?.dataIndex ?? -1) ?? [];
        return (tooltip.formatter?.(points) ?? '') + noteHtml(shown, marked);
      },
    },
    series: [...(option.series as object[]), lineSeries(byBucket, marked)],
  };
}

function grouped({ annotations, buckets, lastDay }: Marked): Map<number, Annotation[]> {
  const groups = new Map<number, Annotation[]>();
  for (const annotation of annotations) {
    const index = bucketOf(annotation.date, buckets, lastDay);
    if (index >= 0) groups.set(index, [...(groups.get(index) ?? []), annotation]);
  }
  return groups;
}

/** A series without points carries the lines, so that hiding any other keeps them. */
function lineSeries(byBucket: Map<number, Annotation[]>, { buckets, scheme }: Marked): object {
  return {
    type: 'line',
    silent: true,
    data: buckets.map(() => null),
    markLine: {
      silent: true,
      symbol: ['none', 'circle'],
      symbolSize: 6,
      label: { show: false },
      data: [...byBucket].map(([index, [first]]) => {
        const color = kindColor(first?.kind ?? 'note', scheme);
        return {
          xAxis: index,
          lineStyle: { color, type: [3, 3], width: 1.25, opacity: 0.9 },
          itemStyle: { color },
        };
      }),
    },
  };
}

function noteHtml(annotations: readonly Annotation[], { scheme, kindName }: Marked): string {
  const lines = annotations.map(
    ({ kind, text }) =>
      `<div style="max-width:280px;white-space:normal;overflow-wrap:anywhere"><span style="color:${kindColor(kind, scheme)}">▏${escapeHtml(kindName(kind))}</span> ${escapeHtml(text)}</div>`,
  );
  return lines.length === 0 ? '' : `<div style="margin-top:6px">${lines.join('')}</div>`;
}
