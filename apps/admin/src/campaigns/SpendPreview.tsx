import type { RefusedRow, SpendPreview as PreviewedSpend } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useReason } from '../i18n/useReason.js';
import { useFormat } from '../i18n/useFormat.js';
import { SpendSample } from './SpendSample.js';

/** What was found in a file, before anything is stored. */
export function SpendPreview({ preview }: { preview: PreviewedSpend }) {
  const translate = useTranslate();
  const reasonOf = useRowReason();
  const format = useFormat();
  const { platform, accepted, replaced, summed, totalRows, masked, from, to } = preview;
  return (
    <Stack spacing={1} data-testid="spend-preview">
      <Typography variant="body2">
        {translate('gs.campaigns.found', {
          ...{ platform, accepted: format.number(accepted), replaced: format.number(replaced) },
          ...{
            summed: format.number(summed),
            totalRows: format.number(totalRows),
            masked: format.number(masked),
          },
          days: from && to ? format.span(from, to) : '–',
        })}
      </Typography>
      {preview.sheet !== null && (
        <Typography variant="body2">{translate('gs.campaigns.sheet', { sheet: preview.sheet })}</Typography>
      )}
      {preview.sums.map(({ currency, cost, impressions, clicks }) => (
        <Typography key={currency} variant="body2" sx={{ fontWeight: 650 }}>
          {translate('gs.campaigns.sum', {
            ...{ currency, cost: format.decimal(cost) },
            ...{ impressions: format.number(impressions), clicks: format.number(clicks) },
          })}
        </Typography>
      ))}
      <Typography variant="body2" color="text.secondary">
        {Object.entries(preview.columns)
          .map(([field, header]) => `${header} → ${translate(`gs.campaigns.fields.${field}`)}`)
          .join(' · ')}
      </Typography>
      {preview.sample.length > 0 && <SpendSample rows={preview.sample} />}
      {preview.missingRates.map(({ currency, days }) => (
        <Alert key={currency} severity="warning">
          {translate('gs.campaigns.noRates', { currency, smart_count: days })}
        </Alert>
      ))}
      {preview.rejected > 0 && (
        <Alert severity="warning">
          {translate('gs.campaigns.refused', { smart_count: preview.rejected })}
          <Box component="ul" sx={{ m: 0, pl: 2, maxHeight: 160, overflow: 'auto' }}>
            {preview.rejectedRows.slice(0, 200).map((row) => (
              <li key={row.line}>
                {translate('gs.campaigns.line', { line: row.line, reason: reasonOf(row) })}
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </Stack>
  );
}

/** In the reader's language, the column that it speaks of too. */
function useRowReason(): (row: RefusedRow) => string {
  const translate = useTranslate();
  const reasonOf = useReason();
  return ({ reason, code, values }) => {
    const said = values?.field && { ...values, field: translate(`gs.campaigns.fields.${values.field}`) };
    return reasonOf(reason, { code, values: said || values });
  };
}
