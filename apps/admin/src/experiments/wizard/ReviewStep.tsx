import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useAnalysisText } from '../useAnalysisText.js';
import { useMetricNames } from '../useMetricNames.js';
import { WhoText } from '../WhoText.js';
import { type Draft, conditionOf } from './draft.js';

/** The test in words, before it is saved. */
export function ReviewStep({ draft }: { draft: Draft }) {
  const translate = useTranslate();
  const format = useFormat();
  const nameOf = useMetricNames();
  const analysisText = useAnalysisText();
  const { cohortIds, coverage, layer, holdoutId, minimumEffect, power } = draft;
  const share = (part: number) => format.share(part);
  const roleOf = ({ role, margin }: Draft['metrics'][number]) => {
    const name = translate(`gs.experiments.roles.${role}`);
    if (margin === undefined) return name;
    return `${name}, ${translate('gs.experiments.results.margin', { percent: share(margin) })}`;
  };
  const sees = { effect: share(minimumEffect), power: share(power) };
  const who = { cohortIds, coverage, layer, holdoutId, condition: conditionOf(draft) };
  const lines: [string, ReactNode][] = [
    ['setup.hypothesis', draft.hypothesis],
    ['setup.variations', draft.variations.map(({ name, weight }) => `${name} ${share(weight)}`).join(' · ')],
    ['setup.who', <WhoText key="who" {...who} />],
    [
      'setup.metrics',
      draft.metrics.map((metric) => `${nameOf(metric.metricId)} (${roleOf(metric)})`).join(' · '),
    ],
    ['setup.analysis', `${translate('gs.experiments.setup.sees', sees)} · ${analysisText(draft)}`],
  ];
  return (
    <Stack spacing={1.5} data-testid="review">
      <Typography variant="h2">{draft.name}</Typography>
      {lines.map(([label, text]) => (
        <div key={label}>
          <Typography variant="body2" color="text.secondary">
            {translate(`gs.experiments.${label}`)}
          </Typography>
          <Typography component="div" sx={{ overflowWrap: 'anywhere' }}>
            {text}
          </Typography>
        </div>
      ))}
    </Stack>
  );
}
