import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { AttributionModelsAnswer } from '@groundswell/contracts';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { useScheme } from '../theme/useTokens.js';
import { modelsOption, seriesOf } from './models-option.js';
import { useKeyName } from './useKeyName.js';

/** How each model shares the conversions out. */
export function ModelsChart({ answer }: { answer: AttributionModelsAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const keyName = useKeyName(answer.level);
  const others = translate('gs.attribution.others');
  const models = answer.reconciliation.map(({ model }) => translate(`gs.attribution.models.${model}`));
  const series = seriesOf(answer, { keyName, others, scheme });
  const drawn = JSON.stringify([series, models]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is drawn is in its text
  const option = useMemo(() => modelsOption(series, models, { scheme, format }), [drawn, scheme, format]);
  const level = translate(`gs.campaigns.levels.${answer.level}`);
  return (
    <>
      <Stack direction="row" flexWrap="wrap" columnGap={1.5} rowGap={0.5} sx={{ mb: 1 }}>
        {series.map(({ key, name, color }) => (
          <Stack key={key} direction="row" gap={0.75} alignItems="center">
            <Box sx={{ width: 10, height: 10, borderRadius: 0.5, bgcolor: color }} />
            <Typography variant="caption">{name}</Typography>
          </Stack>
        ))}
      </Stack>
      <EChart
        option={option}
        height={34 * models.length + 32}
        label={translate('gs.attribution.chartLabel', { level, models: models.join(', ') })}
        testId="models-chart"
      />
    </>
  );
}
