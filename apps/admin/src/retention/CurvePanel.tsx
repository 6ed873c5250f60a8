import type { RetentionAnswer } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { RetentionAsk } from '../api/useReport.js';
import { EChart } from '../charts/EChart.js';
import { type LegendItem, SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { totalColor } from '../charts/palette.js';
import { RowsCsvButton } from '../feedback/RowsCsvButton.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useScheme, useTokens } from '../theme/useTokens.js';
import { type Curve, cohortCurves, curveOption, groupCurves } from './curve-option.js';
import type { Group } from './shown-groups.js';
import { useCurveContext } from './useCurveContext.js';
import { useValueName } from '../filters/useValueName.js';

interface Props {
  query: RetentionAsk;
  answer: RetentionAnswer;
  groups: Group[];
}

const COHORTS = 'cohorts';
const AVERAGE = 'average';

/** How much of a cohort comes back, by cohort; or by value of the breakdown. */
export function CurvePanel({ query, answer, groups }: Props) {
  const translate = useTranslate();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const context = useCurveContext(query);
  const average = translate('gs.retention.curveAverage');
  const { curves, items } = useCurves({ query, answer, groups }, average);
  const keyOf = ({ name, isNamed }: Curve) => (!isNamed ? COHORTS : name === average ? AVERAGE : name);
  const option = curveOption(
    curves.filter((curve) => !hidden.has(keyOf(curve))),
    answer.average.map(({ n }) => n),
    context,
  );
  const averages = [{ breakdown: null, average: answer.average }, ...(answer.groups ?? [])].flatMap(
    ({ breakdown, average: row }) => row.map((cell) => ({ breakdown, ...cell })),
  );
  const legend = (
    <SeriesLegend
      label={translate('gs.overview.legend')}
      items={items}
      hidden={hidden}
      onToggle={(key) => setHidden((before) => toggled(before, key))}
    />
  );
  return (
    <Panel
      title={translate('gs.retention.curve')}
      actions={
        <Stack direction="row" alignItems="center" gap={1} flexWrap="wrap">
          {legend}
          <RowsCsvButton name={`retention-average-${query.from}-${query.to}`} rows={averages} />
        </Stack>
      }
      testId="retention-curve"
    >
      <EChart option={option} height={280} label={translate('gs.retention.curveLabel')} />
    </Panel>
  );
}

function useCurves(
  { query, answer, groups }: Props,
  average: string,
): { curves: Curve[]; items: LegendItem[] } {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { muted } = useTokens();
  const context = useCurveContext(query);
  const group = useValueName(query.breakdown);
  if (query.breakdown) {
    const curves = groupCurves(answer, groups, { average, group }, context);
    const items = [...curves]
      .reverse()
      .map(({ name, color }) => ({ key: name === average ? AVERAGE : name, name, color }));
    return { curves, items };
  }
  const cohort = (first: string) => format.bucket(first, query.period);
  return {
    curves: cohortCurves(answer, groups[0]?.cohorts ?? [], { average, cohort }, context),
    items: [
      { key: AVERAGE, name: average, color: totalColor(scheme) },
      { key: COHORTS, name: translate('gs.retention.curveCohorts'), color: muted },
    ],
  };
}
