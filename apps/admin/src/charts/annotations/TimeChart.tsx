import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { type Interval, lastDayOf } from '../../range/local-date.js';
import { useScheme } from '../../theme/useTokens.js';
import { EChart } from '../EChart.js';
import type { Pick } from '../usePick.js';
import { AnnotationBar } from './AnnotationBar.js';
import { bucketOf, markAnnotations } from './mark-annotations.js';
import { useAnnotations } from './useAnnotations.js';

interface Props {
  /** A chart whose category axis holds `buckets`. */
  option: EChartsCoreOption;
  /** First days of the periods on the axis, ascending. */
  buckets: readonly string[];
  interval: Interval;
  height: number;
  label: string;
  testId?: string;
  onPick?(pick: Pick): void;
  /** False where another chart beside it says them in words. */
  hasBar?: boolean;
}

/** A chart over time, with the project's annotations on it. */
export function TimeChart({ option, buckets, interval, hasBar = true, ...chart }: Props) {
  const translate = useTranslate();
  const scheme = useScheme();
  const all = useAnnotations();
  const last = buckets.at(-1);
  const lastDay = last ? lastDayOf(interval, last) : '';
  const annotations = useMemo(
    () => all.filter(({ date }) => bucketOf(date, buckets, lastDay) >= 0),
    [all, buckets, lastDay],
  );
  const marked = markAnnotations(option, {
    annotations,
    buckets,
    lastDay,
    scheme,
    kindName: (kind) => translate(`gs.annotations.${kind}`),
  });
  return (
    <>
      <EChart {...chart} option={marked} />
      {hasBar && <AnnotationBar annotations={annotations} date={last ?? ''} />}
    </>
  );
}
