import ExpandIcon from '@mui/icons-material/ChevronRight';
import DeleteIcon from '@mui/icons-material/DeleteOutline';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useListContext, useLocaleState, useNotify, useTranslate } from 'react-admin';
import { request } from '../../api/http.js';
import type { DeadLetter } from '../../api/types.js';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { ConfirmDialog } from '../../feedback/ConfirmDialog.js';
import { CopyButton } from '../../feedback/CopyButton.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useReason } from '../../i18n/useReason.js';
import { useProject } from '../../projects/ProjectContext.js';
import { prettyJson } from './pretty-json.js';
import { isKnownReason } from './reasons.js';
import { subjectOf } from './subject-of.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };
const COLUMNS = 5;

export function DeadLettersTable({ letters }: { letters: DeadLetter[] }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { project } = useProject();
  const { refetch } = useListContext();
  const [deleting, setDeleting] = useState<DeadLetter | null>(null);
  const remove = async (id: string) => {
    await request(`projects/${project.id}/deadLetters/${id}`, { method: 'DELETE' });
    await refetch();
    notify('gs.deadLetters.removed', { type: 'success' });
  };
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.data.deadLetters')} data-testid="dead-letters-table">
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" />
            <TableCell sx={WIDE_ONLY}>{translate('gs.deadLetters.when')}</TableCell>
            <TableCell>{translate('gs.deadLetters.reason')}</TableCell>
            <TableCell>{translate('gs.deadLetters.detail')}</TableCell>
            <TableCell padding="checkbox" />
          </TableRow>
        </TableHead>
        <TableBody>
          {letters.map((letter) => (
            <LetterRows key={letter.id} letter={letter} onDelete={() => setDeleting(letter)} />
          ))}
        </TableBody>
      </Table>
      {deleting && (
        <ConfirmDialog
          title={translate('gs.deadLetters.remove')}
          text={translate('gs.deadLetters.confirm')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => remove(deleting.id)}
          onClose={() => setDeleting(null)}
        />
      )}
    </TableContainer>
  );
}

function LetterRows({ letter, onDelete }: { letter: DeadLetter; onDelete(): void }) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonOf = useReason();
  const { canManage } = useProject();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <TableRow
        hover
        sx={{
          verticalAlign: 'top',
          '& td': { borderBottom: isOpen ? 0 : undefined },
          '& td.MuiTableCell-paddingCheckbox': { pt: { sm: '6px' } },
        }}
      >
        <TableCell padding="checkbox" sx={{ pl: 1 }}>
          <IconButton
            aria-label={translate('gs.deadLetters.payload')}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <ExpandIcon fontSize="small" sx={{ transform: isOpen ? 'rotate(90deg)' : 'none' }} />
          </IconButton>
        </TableCell>
        <TableCell sx={{ ...WIDE_ONLY, whiteSpace: 'nowrap', color: 'text.secondary' }}>
          {format.instant(letter.createdAt)}
        </TableCell>
        <TableCell>
          <Chip
            size="small"
            label={translate(`gs.deadLetters.reasons.${letter.reason}`, { _: letter.reason })}
          />
          {letter.replayId !== null && (
            <Chip
              size="small"
              color="info"
              variant="outlined"
              label={translate('gs.replay.inHand')}
              sx={{ mt: 0.5 }}
            />
          )}
        </TableCell>
        <TableCell sx={{ overflowWrap: 'anywhere' }}>
          <WhatHappened letter={letter} />
        </TableCell>
        <TableCell padding="checkbox">
          {canManage && (
            <IconButton aria-label={translate('gs.deadLetters.remove')} onClick={onDelete}>
              <DeleteIcon fontSize="small" />
            </IconButton>
          )}
        </TableCell>
      </TableRow>
      {isOpen && (
        <TableRow>
          <TableCell colSpan={COLUMNS} sx={{ pt: 0, pb: 1.5, maxWidth: 0 }}>
            <Stack spacing={1} alignItems="flex-start">
              <Typography variant="caption" color="text.secondary">
                {`${format.instant(letter.createdAt)} · ${letter.topic} ${letter.partition}:${letter.offset}`}
                <br />
                {reasonOf(letter.detail, letter)}
              </Typography>
              <div style={{ width: '100%' }}>
                <CodeBlock maxHeight={320}>{prettyJson(letter.payload)}</CodeBlock>
              </div>
              <CopyButton
                text={letter.payload}
                label={`${translate('gs.action.copy')}: ${translate('gs.deadLetters.payload')}`}
              />
            </Stack>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

/** The server's sentence, in the reader's language; or what it comes to. Beneath it, what the letter is about. */
function WhatHappened({ letter }: { letter: DeadLetter }) {
  const translate = useTranslate();
  const format = useFormat();
  const [locale] = useLocaleState();
  const reasonOf = useReason();
  const isSaid = locale !== 'en' && letter.code === undefined && isKnownReason(letter.reason);
  const subject = subjectOf(letter.payload);
  return (
    <>
      {isSaid ? translate(`gs.deadLetters.about.${letter.reason}`) : reasonOf(letter.detail, letter)}
      <Typography variant="caption" component="div" color="text.secondary">
        <Box component="span" sx={{ display: { sm: 'none' } }}>
          {[format.instant(letter.createdAt), ...subject].join(' · ')}
        </Box>
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {subject.join(' · ')}
        </Box>
      </Typography>
    </>
  );
}
