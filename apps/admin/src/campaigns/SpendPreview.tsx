import type { Problem } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useReason } from '../i18n/useReason.js';
import { useFormat } from '../i18n/useFormat.js';
import { type SampledSpend, SpendSample } from './SpendSample.js';

export interface PreviewedSpend {
  platform: string;
  accepted: number;
  replaced: number;
  summed: number;
  totalRows: number;
  masked: number;
  rejected: number;
  rejectedRows: ({ line: number; reason: string } & Pick<Problem, 'code' | 'values'>)[];
  columns: Record<string, string>;
  sums: { currency: string; cost: number; impressions: number; clicks: number }[];
  from: string | null;
  to: string | null;
  missingRates: { currency: string; days: number }[];
  sample: SampledSpend[];
}

/** What was found in a file, before anything is stored. */
export function SpendPreview({ preview }: { preview: PreviewedSpend }) {
  const translate = useTranslate();
  const reasonOf = useReason();
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
            {preview.rejectedRows.slice(0, 200).map(({ line, reason, ...fault }) => (
              <li key={line}>{translate('gs.campaigns.line', { line, reason: reasonOf(reason, fault) })}</li>
            ))}
          </Box>
        </Alert>
      )}
    </Stack>
  );
}
