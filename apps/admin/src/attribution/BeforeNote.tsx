import Typography from '@mui/material/Typography';
import type { AttributionModelsAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** Which days the small figures compare with; and why counts have none, where they have none. */
export function BeforeNote({ answer: { previous, totals } }: { answer: AttributionModelsAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  if (!previous) return null;
  const { from, to, totals: then } = previous;
  const isPartial = totals.conversions > 0 && then.conversions > 0 && then.changes.conversions === null;
  return (
    <Typography
      variant="caption"
      component="p"
      color="text.secondary"
      sx={{ px: 2, pb: 1 }}
      data-testid="attribution-before"
    >
      {translate('gs.attribution.before', {
        ...{ from: format.day(from), to: format.day(to), conversions: format.number(then.conversions) },
      })}
      {isPartial && ` ${translate('gs.attribution.beforePartial')}`}
    </Typography>
  );
}
