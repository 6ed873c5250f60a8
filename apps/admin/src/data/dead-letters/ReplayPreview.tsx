import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useReason } from '../../i18n/useReason.js';
import { MONO_STACK } from '../../theme/tokens.js';
import { changesOf } from './changes-of.js';
import type { ReplayPreviewView } from './useReplay.js';

const SAMPLES = 4;

/** What the edits make of the letters: how many pass, why others do not, some before and after. */
export function ReplayPreview({ preview }: { preview: ReplayPreviewView }) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonOf = useReason();
  const { checked, total, passing, failing, sample } = preview;
  // Failures first: they are what there is left to do.
  const shown = [...sample]
    .sort((a, b) => Number(a.reason === null) - Number(b.reason === null))
    .slice(0, SAMPLES)
    .map((one) => ({ ...one, reason: one.reason === null ? null : reasonOf(one.reason, one) }));
  return (
    <Stack spacing={1.5} data-testid="replay-preview">
      <Alert severity={passing === checked ? 'success' : passing === 0 ? 'error' : 'warning'}>
        {translate(checked < total ? 'gs.replay.passingOfOldest' : 'gs.replay.passing', {
          passing: format.number(passing),
          checked: format.number(checked),
          total: format.number(total),
        })}
      </Alert>
      {failing.slice(0, 5).map(({ reason, letters, ...fault }) => (
        <Typography key={reason} variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {`${format.number(letters)} × ${reasonOf(reason, fault)}`}
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
          <Changes before={before} after={after} />
        </Box>
      ))}
    </Stack>
  );
}

type Json = Record<string, unknown> | null;

/** What the edits change; the whole of an event that they leave as it is. */
function Changes({ before, after }: { before: Json; after: Json }) {
  const translate = useTranslate();
  const changes = before && after ? changesOf(before, after) : [];
  if (changes.length === 0) {
    return <CodeBlock maxHeight={132}>{before === null ? '—' : JSON.stringify(before, null, 2)}</CodeBlock>;
  }
  return (
    <TableContainer>
      <Table size="small" sx={{ '& td': { fontFamily: MONO_STACK, fontSize: 12, overflowWrap: 'anywhere' } }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '34%' }}>{translate('gs.replay.path')}</TableCell>
            <TableCell>{translate('gs.replay.before')}</TableCell>
            <TableCell>{translate('gs.replay.after')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {changes.map((change) => (
            <TableRow key={change.path}>
              <TableCell>{change.path}</TableCell>
              <TableCell sx={{ color: 'text.secondary' }}>{change.before ?? '—'}</TableCell>
              <TableCell>{change.after ?? '—'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
