import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { Days } from '../range/range.js';
import { bracketsText } from './brackets.js';
import type { RetentionSettings } from './retention-settings.js';

/** What the table counts, as a sentence, so that nobody has to guess a definition. */
export function QuestionInWords({ settings, days }: { settings: RetentionSettings; days: Days }) {
  const translate = useTranslate();
  const format = useFormat();
  const { kind, mode } = settings;
  const period = translate(`gs.retention.what.${settings.period}`);
  const named = (event: string) => (event ? `“${event}”` : translate('gs.retention.what.anyActive'));
  return (
    <Typography variant="body2" color="text.secondary" sx={{ px: 0.25 }}>
      {format.span(days.from, days.to)}
      {' · '}
      {translate(`gs.retention.what.${kind}`, {
        period,
        event: named(settings.cohortEvent),
        returning: named(settings.returnEvent),
        mode: translate(`gs.retention.what.${mode}`, { period, brackets: bracketsText(settings.brackets) }),
      })}
    </Typography>
  );
}
