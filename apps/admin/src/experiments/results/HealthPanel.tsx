import type { Experiment, ExperimentResults } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { usePText } from './usePText.js';
import { useWarningTexts } from './useWarningTexts.js';

/** Whether the numbers can be trusted, and who is in the test. */
export function HealthPanel({ results, experiment }: { results: ExperimentResults; experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const { srm, multipleExposures } = results.health;
  const warnings = useWarningTexts(results);
  const p = usePText()(srm.pValue ?? 1);
  return (
    <Panel title={translate('gs.experiments.healthOf.title')} testId="health-panel">
      <Stack spacing={1}>
        <Alert severity={srm.alarm ? 'error' : 'success'}>
          {translate(`gs.experiments.healthOf.${srm.alarm ? 'srmAlarm' : 'srmGood'}`, { p })}
        </Alert>
        {warnings.map(({ key, text }) => (
          <Alert key={key} severity="warning">
            {text}
          </Alert>
        ))}
        {multipleExposures > 0 && (
          <Typography variant="body2">
            {translate('gs.experiments.healthOf.multiple', { smart_count: multipleExposures })}
          </Typography>
        )}
        {results.variations.map(({ key, exposed }, index) => (
          <Typography key={key} variant="body2">
            {experiment.variations.find((one) => one.key === key)?.name ?? key}:{' '}
            {translate('gs.experiments.healthOf.expected', {
              observed: format.number(exposed),
              expected: format.number(Math.round(srm.expected[index] ?? 0)),
            })}
          </Typography>
        ))}
      </Stack>
    </Panel>
  );
}
