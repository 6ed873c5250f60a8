import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { useFormat } from '../../i18n/useFormat.js';
import type { ReplayPreviewView } from './useReplay.js';

const SAMPLES = 4;

/** What the edits make of the letters: how many pass, why others do not, some before and after. */
export function ReplayPreview({ preview }: { preview: ReplayPreviewView }) {
  const translate = useTranslate();
  const format = useFormat();
  const { checked, total, passing, failing, sample } = preview;
  // Failures first: they are what there is left to do.
  const shown = [...sample]
    .sort((a, b) => Number(a.reason === null) - Number(b.reason === null))
    .slice(0, SAMPLES);
  return (
    <Stack spacing={1.5} data-testid="replay-preview">
      <Alert severity={passing === checked ? 'success' : passing === 0 ? 'error' : 'warning'}>
        {translate(checked < total ? 'gs.replay.passingOfOldest' : 'gs.replay.passing', {
          passing: format.number(passing),
          checked: format.number(checked),
          total: format.number(total),
        })}
      </Alert>
      {failing.slice(0, 5).map(({ reason, letters }) => (
        <Typography key={reason} variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {`${format.number(letters)} × ${reason}`}
        </Typography>
      ))}
      {shown.map(({ id, before, after, reason }) => (
        <Box key={id}>
          <Stack direction="row" gap={1} alignItems="center" sx={{ mb: 0.5 }}>
            <Chip
              size="small"
              color={reason === null ? 'success' : 'warning'}
              variant="outlined"
              label={translate(reason === null ? 'gs.replay.passes' : 'gs.replay.fails')}
            />
            <Typography variant="caption" color="text.secondary" noWrap title={reason ?? undefined}>
              {reason ?? `#${id}`}
            </Typography>
          </Stack>
          <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 1 }}>
            <Json label={translate('gs.replay.before')} value={before} />
            {after && <Json label={translate('gs.replay.after')} value={after} />}
          </Box>
        </Box>
      ))}
    </Stack>
  );
}

function Json({ label, value }: { label: string; value: Record<string, unknown> | null }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="caption" color="text.secondary">
        {label}
      </Typography>
      <CodeBlock maxHeight={180}>{value === null ? '—' : JSON.stringify(value, null, 2)}</CodeBlock>
    </Box>
  );
}
