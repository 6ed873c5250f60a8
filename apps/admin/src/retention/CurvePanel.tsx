import type { RetentionAnswer, RetentionCohort } from '@groundswell/contracts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { type LegendItem, SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { totalColor } from '../charts/palette.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import type { Interval } from '../range/local-date.js';
import { useScheme, useTokens } from '../theme/useTokens.js';
import { SHORT } from './Heatmap.js';
import { cohortCurves, curveOption, groupCurves } from './curve-option.js';

interface Props {
  answer: RetentionAnswer;
  groups: { key: string | null; cohorts: RetentionCohort[] }[];
  period: Interval;
}

const COHORTS = 'cohorts';
const AVERAGE = 'average';

export function CurvePanel({ answer, groups, period }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { muted } = useTokens();
  const platformName = usePlatformName();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const average = translate('gs.retention.curveAverage');
  const context = {
    scheme,
    format,
    periodName: (n: number) => translate(`gs.retention.${period}`, { n }),
    shortName: (n: number) => translate(`gs.retention.${SHORT[period]}`, { n }),
    count: (users: number, eligible: number) =>
      translate('gs.retention.of', { users: format.number(users), eligible: format.number(eligible) }),
  };
  const isBrokenDown = groups.some(({ key }) => key !== null);
  const whole = groups.find(({ key }) => key === null)?.cohorts ?? [];
  const curves = isBrokenDown
    ? groupCurves(answer, groups, { average, group: platformName }, context)
    : cohortCurves(answer, whole, { average, cohort: (first) => format.bucket(first, period) }, context);
  const keyOf = ({ name, isNamed }: { name: string; isNamed: boolean }) =>
    isNamed ? (name === average ? AVERAGE : name) : COHORTS;
  const items: LegendItem[] = isBrokenDown
    ? [...curves]
        .reverse()
        .map(({ name, color, isNamed }) => ({ key: keyOf({ name, isNamed }), name, color }))
    : [
        { key: AVERAGE, name: average, color: totalColor(scheme) },
        { key: COHORTS, name: translate('gs.retention.curveCohorts'), color: muted },
      ];
  const option = curveOption(
    curves.filter((curve) => !hidden.has(keyOf(curve))),
    answer.average.map(({ n }) => n),
    context,
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
    <Panel title={translate('gs.retention.curve')} actions={legend} testId="retention-curve">
      <EChart option={option} height={280} label={translate('gs.retention.curveLabel')} />
    </Panel>
  );
}
