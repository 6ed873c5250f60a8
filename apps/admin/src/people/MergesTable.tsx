import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { PersonLink } from './PersonLink.js';
import type { PersonMerge } from './types.js';
import { useMergeChange } from './useMergeChange.js';

const WIDE_ONLY = { display: { xs: 'none', md: 'table-cell' } };
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const nameOf = (name: string | null, id: number) => name ?? `#${id}`;

/**
 * Merges that somebody asked for, each with a way back.
 * @param intoPersonId on the page of this person, who need not be named again
 */
export function MergesTable({ merges, intoPersonId }: { merges: PersonMerge[]; intoPersonId?: number }) {
  const translate = useTranslate();
  const [undoing, setUndoing] = useState<PersonMerge | null>(null);
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.people.merges')} data-testid="merges-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate(intoPersonId ? 'gs.people.person' : 'gs.people.whoIntoWhom')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.people.mergedBy')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.people.mergedOn')}</TableCell>
            <TableCell>{translate('gs.people.state')}</TableCell>
            <TableCell align="right" />
          </TableRow>
        </TableHead>
        <TableBody>
          {merges.map((merge) => (
            <MergeRow
              key={merge.id}
              merge={merge}
              intoPersonId={intoPersonId}
              onUndo={() => setUndoing(merge)}
            />
          ))}
        </TableBody>
      </Table>
      {undoing && <UndoDialog merge={undoing} onClose={() => setUndoing(null)} />}
    </TableContainer>
  );
}

interface RowProps {
  merge: PersonMerge;
  intoPersonId?: number;
  onUndo(): void;
}

function MergeRow({ merge, intoPersonId, onUndo }: RowProps) {
  const translate = useTranslate();
  const format = useFormat();
  const { canManage } = useProject();
  const by = useAuthor()(merge);
  return (
    <TableRow hover data-testid="merge-row">
      <TableCell sx={{ maxWidth: { xs: 170, md: intoPersonId ? 200 : 320 } }}>
        <Pair merge={merge} intoPersonId={intoPersonId} />
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, overflowWrap: 'break-word', minWidth: 160, maxWidth: 320 }}>
        {by}
        {merge.reason && <Box sx={{ color: 'text.secondary' }}>{merge.reason}</Box>}
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, whiteSpace: 'nowrap', color: 'text.secondary' }}>
        {format.instant(merge.createdAt)}
      </TableCell>
      <TableCell>
        <Chip
          size="small"
          color={merge.state === 'active' ? 'primary' : 'default'}
          variant={merge.state === 'active' ? 'filled' : 'outlined'}
          label={translate(`gs.people.states.${merge.state}`)}
        />
        <Ended merge={merge} />
      </TableCell>
      <TableCell align="right">
        {canManage && merge.state === 'active' && (
          <Button color="inherit" onClick={onUndo}>
            {translate('gs.people.undo')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

/** Who went into whom; on a person's own page only who went, whose link would lead back to it. */
function Pair({ merge, intoPersonId }: Omit<RowProps, 'onUndo'>) {
  const translate = useTranslate();
  const from = nameOf(merge.fromDistinctId, merge.fromPersonId);
  if (merge.intoPersonId === intoPersonId) return <Box sx={{ ...ONE_LINE, fontWeight: 600 }}>{from}</Box>;
  return (
    <>
      <PersonLink personId={merge.fromPersonId}>{from}</PersonLink>
      <Box sx={{ display: 'flex', gap: 0.75, minWidth: 0 }}>
        <Box component="span" aria-label={translate('gs.people.into')} sx={{ color: 'text.secondary' }}>
          →
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <PersonLink personId={merge.intoPersonId}>
            {nameOf(merge.intoDistinctId, merge.intoPersonId)}
          </PersonLink>
        </Box>
      </Box>
    </>
  );
}

/** When it ended, and by whom. */
function Ended({ merge: { endedAt, endedByEmail } }: { merge: PersonMerge }) {
  const format = useFormat();
  if (endedAt === null) return null;
  return (
    <Box
      sx={{
        ...WIDE_ONLY,
        display: { xs: 'none', md: 'block' },
        fontSize: 12,
        color: 'text.secondary',
        mt: 0.25,
      }}
    >
      {[format.instant(endedAt), endedByEmail].filter(Boolean).join(' · ')}
    </Box>
  );
}

function useAuthor(): (merge: PersonMerge) => string {
  const translate = useTranslate();
  return ({ by, email }) =>
    by === 'event' ? translate('gs.people.byEvent') : (email ?? translate('gs.people.formerMember'));
}

function UndoDialog({ merge, onClose }: { merge: PersonMerge; onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { project } = useProject();
  const changed = useMergeChange();
  const undo = async () => {
    await request(`projects/${project.id}/persons/merges/${merge.id}/undo`, { method: 'POST' });
    await changed();
    notify('gs.people.undone', { type: 'success' });
  };
  return (
    <ConfirmDialog
      title={translate('gs.people.undoTitle')}
      text={translate('gs.people.undoText', {
        from: nameOf(merge.fromDistinctId, merge.fromPersonId),
        into: nameOf(merge.intoDistinctId, merge.intoPersonId),
      })}
      confirm={translate('gs.people.undoConfirm')}
      onConfirm={undo}
      onClose={onClose}
    />
  );
}
