import type { QueryAnswer } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** Where the numbers of a report come from and what they cost. */
export function SourceNote({ answer }: { answer: QueryAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const parts = [
    translate(`gs.source.${answer.source}`),
    ...(answer.rawFrom ? [translate('gs.source.rawFrom', { day: format.day(answer.rawFrom) })] : []),
    translate('gs.source.took', { ms: format.number(Math.max(1, Math.round(answer.tookMs))) }),
    translate('gs.source.zone', { zone: answer.timeZone }),
    translate('gs.source.computed', { time: format.time(answer.computedAt) }),
  ];
  return (
    <Stack
      direction="row"
      aria-label={translate('gs.source.label')}
      role="note"
      data-testid="source"
      data-source={answer.source}
    >
      <Typography variant="caption" color="text.secondary">
        {parts.join(' · ')}
      </Typography>
    </Stack>
  );
}
