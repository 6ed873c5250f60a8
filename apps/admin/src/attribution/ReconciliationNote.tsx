import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import type { AttributionModelsAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** Whether the credits of each model add up to the conversions, and which models are not there. */
export function ReconciliationNote({ answer }: { answer: AttributionModelsAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const { reconciliation, omitted, totals } = answer;
  const off = reconciliation.filter(
    ({ credited, conversions }) => Math.abs(credited - conversions) > 1e-6 * Math.max(1, conversions),
  );
  const modelName = (model: string) => translate(`gs.attribution.models.${model}`);
  return (
    <>
      {off.map(({ model, credited, conversions }) => (
        <Alert key={model} severity="error" sx={{ mx: 2, mb: 1 }}>
          {translate('gs.attribution.unreconciled', {
            ...{ model: modelName(model), credited: format.decimal(credited) },
            conversions: format.number(conversions),
          })}
        </Alert>
      ))}
      {omitted.map(({ model, reason }) => (
        <Alert key={model} severity="info" sx={{ mx: 2, mb: 1 }}>
          {translate('gs.attribution.omitted', { model: modelName(model), reason })}
        </Alert>
      ))}
      {off.length === 0 && (
        <Typography
          variant="caption"
          component="p"
          color="text.secondary"
          sx={{ px: 2, pb: 1 }}
          data-testid="reconciled"
        >
          {translate('gs.attribution.reconciled', {
            ...{ smart_count: reconciliation.length, conversions: format.number(totals.conversions) },
          })}
        </Typography>
      )}
    </>
  );
}
