import type { MetricDefinition } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { type Interval, addDays, lastDayOf } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import { useScheme } from '../theme/useTokens.js';
import { isShare } from './metric-form.js';
import { metricOption } from './metric-option.js';
import { useMetricValues } from './useMetrics.js';

interface Props {
  name: string;
  definition: MetricDefinition;
  days: Days;
  interval: Interval;
  height?: number;
}

/** What a metric comes to over time. */
export function MetricChart({ name, definition, days, interval, height = 260 }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { project } = useProject();
  const report = useMetricValues(definition, days, interval);
  const value = (one: number | null) =>
    isShare(definition.type)
      ? format.percent(one)
      : Number.isInteger(one)
        ? format.number(one)
        : format.decimal(one);
  // Where the data end before a window does, the rest of it is not known, however long ago that was.
  const isSeen = (bucket: string) =>
    project.lastDay === null ||
    addDays(lastDayOf(interval, bucket), windowDays(definition)) <= project.lastDay;
  const people = (count: number) =>
    translate('gs.metrics.people', { smart_count: count, count: format.number(count) });
  return (
    <ReportBody report={report} height={height}>
      {({ rows: known }) => {
        const rows = known.map((row) => ({ ...row, complete: row.complete && isSeen(row.bucket) }));
        return (
          <Box {...outdated(report.isPlaceholderData)}>
            {rows.every((row) => row.value === null) ? (
              <Typography color="text.secondary" sx={{ py: 6, textAlign: 'center' }}>
                {translate('gs.metrics.nothing')}
              </Typography>
            ) : (
              <EChart
                option={metricOption(rows, {
                  ...{ name, interval, scheme, format, value, people },
                  open: translate('gs.metrics.open'),
                })}
                height={height}
                label={name}
                testId="metric-chart"
              />
            )}
          </Box>
        );
      }}
    </ReportBody>
  );
}

/** Whole days after a period in which events still count for it. */
function windowDays(definition: MetricDefinition): number {
  if (definition.type === 'retention') return definition.days[1];
  return Math.ceil((definition.windowHours ?? 0) / 24);
}
