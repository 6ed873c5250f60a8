import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useListController, useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { useFormat } from '../i18n/useFormat.js';
import { ListPagination } from '../layout/ListPagination.js';
import { Panel } from '../layout/Panel.js';
import { RecordTableState } from '../layout/RecordTableState.js';
import { useProject } from '../projects/ProjectContext.js';

interface Erasure {
  id: number;
  state: 'requested' | 'running' | 'done' | 'failed';
  reason: string | null;
  requestedByEmail: string | null;
  requestedAt: string;
  finishedAt: string | null;
  eventsRemoved: number | null;
  error: string | null;
}

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };
const COLORS = { requested: 'default', running: 'primary', done: 'success', failed: 'error' } as const;
const LOOK_EVERY_MS = 2_000;

/** Who asked for it and when it was done; not who was erased. */
export function ErasureLog() {
  const translate = useTranslate();
  const { project } = useProject();
  const list = useListController<Erasure>({
    resource: `projects/${project.id}/erasures`,
    sort: { field: 'id', order: 'DESC' },
    perPage: 25,
    disableSyncWithLocation: true,
    storeKey: false,
    queryOptions: {
      refetchInterval: ({ state }) =>
        state.data?.data.some((erasure) => erasure.state !== 'done') ? LOOK_EVERY_MS : false,
    },
  });
  return (
    <Panel isFlush title={translate('gs.erasure.log')} testId="erasure-log">
      <Typography color="text.secondary" sx={{ px: 2, pb: 1.5 }}>
        {translate('gs.erasure.logText')}
      </Typography>
      <RecordTableState list={list} empty={<EmptyState title={translate('gs.erasure.none')} />}>
        <TableContainer>
          <Table size="small" aria-label={translate('gs.erasure.log')}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('gs.erasure.number')}</TableCell>
                <TableCell>{translate('gs.erasure.requestedAt')}</TableCell>
                <TableCell sx={WIDE_ONLY}>{translate('gs.erasure.requestedBy')}</TableCell>
                <TableCell>{translate('gs.erasure.state')}</TableCell>
                <TableCell align="right">{translate('gs.erasure.events')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {(list.data ?? []).map((erasure) => (
                <ErasureRow key={erasure.id} erasure={erasure} />
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        <ListPagination list={list} />
      </RecordTableState>
    </Panel>
  );
}

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const translate = useTranslate();
  const format = useFormat();
  const { id, state, reason, requestedByEmail, requestedAt, finishedAt, eventsRemoved, error } = erasure;
  return (
    <TableRow hover data-testid="erasure-row">
      <TableCell sx={{ color: 'text.secondary' }}>{format.number(id)}</TableCell>
      <TableCell sx={{ whiteSpace: { sm: 'nowrap' } }}>{format.instant(requestedAt)}</TableCell>
      <TableCell sx={{ ...WIDE_ONLY, overflowWrap: 'anywhere' }}>
        {requestedByEmail ?? translate('gs.people.formerMember')}
        {reason && <Box sx={{ color: 'text.secondary' }}>{reason}</Box>}
      </TableCell>
      <TableCell>
        <Chip
          size="small"
          variant="outlined"
          color={COLORS[state]}
          label={translate(`gs.erasure.states.${state}`)}
        />
        <Box sx={{ fontSize: 12, color: 'text.secondary', mt: 0.25 }}>
          {error ?? (finishedAt && format.instant(finishedAt))}
        </Box>
      </TableCell>
      <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {eventsRemoved === null ? '–' : format.number(eventsRemoved)}
      </TableCell>
    </TableRow>
  );
}
