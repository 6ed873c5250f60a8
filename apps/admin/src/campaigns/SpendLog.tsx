import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { request, requestFile } from '../api/http.js';
import type { Page } from '../api/types.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';

interface SpendImport {
  id: number;
  fileName: string;
  platform: string;
  accepted: number;
  replaced: number;
  rejected: number;
  firstDay: string | null;
  lastDay: string | null;
  undoneAt: string | null;
}

/** Files of spend that were taken in; each can be taken back. */
export function SpendLog({ mayWrite }: { mayWrite: boolean }) {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const log = useQuery({
    queryKey: ['spendImports', project.id],
    queryFn: ({ signal }) =>
      request<Page<SpendImport>>(`projects/${project.id}/spendImports?perPage=50`, { signal }),
  });
  const undo = useUndo();
  const [undone, setUndone] = useState<SpendImport | null>(null);
  if (!log.data?.total) return null;
  const { data, total } = log.data;
  const path = `projects/${project.id}/spendImports/file`;
  const names = ['file', 'days', 'accepted', 'replaced', 'rejected'];
  return (
    <Panel
      title={translate('gs.campaigns.log')}
      actions={<CsvFileButton name="spend-files" fetch={() => requestFile(path)} />}
      isFlush
    >
      <TableContainer tabIndex={0} role="region" aria-label={translate('gs.campaigns.log')}>
        <Table size="small" aria-label={translate('gs.campaigns.log')} data-testid="spend-log">
          <TableHead>
            <TableRow>
              {names.map((name, at) => (
                <TableCell key={name} align={at > 1 ? 'right' : 'left'}>
                  {translate(`gs.campaigns.logColumns.${name}`)}
                </TableCell>
              ))}
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {data.map((row) => (
              <TableRow key={row.id} hover>
                <TableCell component="th" scope="row" sx={{ minWidth: 180, overflowWrap: 'anywhere' }}>
                  {row.fileName || row.platform}
                </TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  {row.firstDay && row.lastDay ? <ResultsLink from={row.firstDay} to={row.lastDay} /> : '–'}
                </TableCell>
                <TableCell align="right">{format.number(row.accepted)}</TableCell>
                <TableCell align="right">{format.number(row.replaced)}</TableCell>
                <TableCell align="right">{format.number(row.rejected)}</TableCell>
                <TableCell align="right">
                  {row.undoneAt
                    ? translate('gs.campaigns.undone')
                    : mayWrite && (
                        <Button size="small" onClick={() => setUndone(row)}>
                          {translate('gs.campaigns.undo')}
                        </Button>
                      )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {total > data.length && (
        <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1 }}>
          {translate('gs.campaigns.logMore', {
            count: format.number(data.length),
            total: format.number(total),
          })}
        </Typography>
      )}
      {undone && (
        <ConfirmDialog
          title={translate('gs.campaigns.undoTitle', { name: undone.fileName || undone.platform })}
          text={translate('gs.campaigns.undoText')}
          confirm={translate('gs.campaigns.undo')}
          isDangerous
          onConfirm={() => undo.mutateAsync(undone.id)}
          onClose={() => setUndone(null)}
        />
      )}
    </Panel>
  );
}

/** What came of the days of a file: they may lie where the page's own range does not. */
function ResultsLink({ from, to }: { from: string; to: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const span = format.span(from, to);
  return (
    <Link
      component={RouterLink}
      to={`/p/${project.id}/campaigns/results?from=${from}&to=${to}`}
      aria-label={translate('gs.campaigns.resultsOf', { span })}
    >
      {span}
    </Link>
  );
}

function useUndo() {
  const { project } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      request(`projects/${project.id}/spendImports/${id}/undo`, { method: 'POST', body: {} }),
    onSuccess: () => client.invalidateQueries(),
  });
}
