import type { MetricAnswer, MetricDefinition } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import type { Formatter } from '../i18n/format.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { type Interval, addDays, lastDayOf } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { useScheme } from '../theme/useTokens.js';
import { daysBefore } from '../trends/trends-settings.js';
import { ValuesTable } from './ValuesTable.js';
import { isShare } from './metric-form.js';
import { metricOption } from './metric-option.js';
import { useMetricValues } from './useMetrics.js';

interface Props {
  name: string;
  definition: MetricDefinition;
  days: Days;
  interval: Interval;
  height?: number;
  /** With as many days right before. */
  isCompared?: boolean;
  /** With the numbers below. */
  hasTable?: boolean;
}

/** What a metric comes to over time. */
export function MetricChart({ isCompared = false, height = 260, ...asked }: Props) {
  const { definition, days, interval } = asked;
  const report = useMetricValues(definition, days, interval);
  const hasBefore = useHasBefore(days) && isCompared;
  const past = useMetricValues(hasBefore ? definition : null, daysBefore(days), interval);
  return (
    <ReportBody report={report} height={height}>
      {(answer) => (
        <Box {...outdated(report.isPlaceholderData)}>
          <Values {...asked} height={height} answer={answer} before={hasBefore ? past.data : undefined} />
          {asked.hasTable && <SourceNote answer={answer} />}
        </Box>
      )}
    </ReportBody>
  );
}

interface ValuesProps extends Omit<Props, 'isCompared'> {
  height: number;
  answer: MetricAnswer;
  before: MetricAnswer | undefined;
}

function Values({ name, definition, interval, height, hasTable, answer, before }: ValuesProps) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { project } = useProject();
  // Where the data end before a window does, the rest of it is not known, however long ago that was.
  const isSeen = (bucket: string) =>
    project.lastDay === null ||
    addDays(lastDayOf(interval, bucket), windowDays(definition)) <= project.lastDay;
  const rows = answer.rows.map((row) => ({ ...row, complete: row.complete && isSeen(row.bucket) }));
  if (rows.every((row) => row.value === null)) {
    return (
      <Typography color="text.secondary" sx={{ py: 6, textAlign: 'center' }}>
        {translate('gs.metrics.nothing')}
      </Typography>
    );
  }
  const past = before && {
    name: translate('gs.trends.before'),
    values: rows.map((_, index) => before.rows[index]?.value ?? null),
  };
  const value = (one: number | null) => metricValue(one, definition, format);
  const people = (count: number) =>
    translate('gs.metrics.people', { smart_count: count, count: format.number(count) });
  const open = translate('gs.metrics.open');
  return (
    <>
      <TimeChart
        option={metricOption(rows, { name, interval, scheme, format, value, people, open, before: past })}
        buckets={rows.map(({ bucket }) => bucket)}
        interval={interval}
        height={height}
        label={name}
        testId="metric-chart"
      />
      {hasTable && <ValuesTable {...{ name, interval, rows, value, open }} before={past} />}
    </>
  );
}

function metricValue(value: number | null, { type }: MetricDefinition, format: Formatter): string {
  if (isShare(type)) return format.percent(value);
  return Number.isInteger(value) ? format.number(value) : format.decimal(value);
}

/** Whole days after a period in which events still count for it. */
function windowDays(definition: MetricDefinition): number {
  if (definition.type === 'retention') return definition.days[1];
  return Math.ceil((definition.windowHours ?? 0) / 24);
}
