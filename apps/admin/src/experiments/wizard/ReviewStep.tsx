import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useMetricNames } from '../useMetricNames.js';
import { type Draft, conditionOf } from './draft.js';

/** The test in words, before it is saved. */
export function ReviewStep({ draft }: { draft: Draft }) {
  const translate = useTranslate();
  const format = useFormat();
  const nameOf = useMetricNames();
  const condition = conditionOf(draft);
  const isEverybody = Object.keys(condition).length === 0;
  const share = translate('gs.experiments.setup.coverage', { percent: format.percent(draft.coverage, 0) });
  const lines: [string, string][] = [
    ['setup.hypothesis', draft.hypothesis],
    [
      'setup.variations',
      draft.variations.map(({ name, weight }) => `${name} ${format.percent(weight)}`).join(' · '),
    ],
    [
      'setup.who',
      [
        isEverybody ? translate('gs.experiments.setup.everybody') : JSON.stringify(condition),
        draft.coverage < 1 && share,
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [
      'setup.metrics',
      draft.metrics
        .map(({ metricId, role }) => `${nameOf(metricId)} (${translate(`gs.experiments.roles.${role}`)})`)
        .join(' · '),
    ],
  ];
  return (
    <Stack spacing={1.5} data-testid="review">
      <Typography variant="h2">{draft.name}</Typography>
      {lines.map(([label, text]) => (
        <div key={label}>
          <Typography variant="body2" color="text.secondary">
            {translate(`gs.experiments.${label}`)}
          </Typography>
          <Typography sx={{ overflowWrap: 'anywhere' }}>{text}</Typography>
        </div>
      ))}
    </Stack>
  );
}
