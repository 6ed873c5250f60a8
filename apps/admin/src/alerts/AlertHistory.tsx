import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { useReason } from '../i18n/useReason.js';
import { toCsv } from '@groundswell/contracts';
import { CloseActions } from '../feedback/CloseActions.js';
import { measureText } from './measure-text.js';
import { StateChip } from './StateChip.js';
import type { AlertRun, AlertView } from './types.js';
import { useAlertRuns } from './useAlerts.js';

/** What an alert saw and told. */
export function AlertHistory({ alert, onClose }: { alert: AlertView; onClose(): void }) {
  const translate = useTranslate();
  const runs = useAlertRuns(alert.id);
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth data-testid="alert-history">
      <DialogTitle sx={{ overflowWrap: 'anywhere' }}>{alert.name}</DialogTitle>
      <DialogContent>
        <ReportBody report={runs} height={200}>
          {(found) =>
            found.length > 0 ? (
              <Runs alert={alert} runs={found} />
            ) : (
              <EmptyState
                title={translate('gs.alerts.noRuns')}
                text={translate(alert.enabled ? 'gs.alerts.noRunsText' : 'gs.alerts.paused')}
              />
            )
          }
        </ReportBody>
      </DialogContent>
      <CloseActions onClose={onClose}>
        {!!runs.data?.length && (
          <CsvFileButton
            name={`alert-${alert.id}`}
            fetch={() => Promise.resolve(runsCsv(alert, runs.data ?? []))}
          />
        )}
      </CloseActions>
    </Dialog>
  );
}

function Runs({ alert, runs }: { alert: AlertView; runs: AlertRun[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const number = useMeasureFormat(alert);
  const reasonOf = useReason();
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{translate('gs.alerts.time')}</TableCell>
          <TableCell>{translate('gs.alerts.stateLabel')}</TableCell>
          <TableCell>{translate('gs.alerts.bucket')}</TableCell>
          <TableCell align="right">{translate('gs.alerts.value')}</TableCell>
          <TableCell align="right">{translate('gs.alerts.expected')}</TableCell>
          <TableCell>{translate('gs.alerts.messages')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.instant(run.createdAt)}</TableCell>
            <TableCell>
              <StateChip state={run.state} />
              {run.problem && (
                <Typography variant="caption">{reasonOf(run.problem, run.problemCode ?? {})}</Typography>
              )}
            </TableCell>
            <TableCell>{run.bucket ?? ''}</TableCell>
            <TableCell align="right">{number(run.value)}</TableCell>
            <TableCell align="right">{expected(run, number)}</TableCell>
            <TableCell>
              <Stack>
                {run.deliveries.map(({ channelId, state, problem, problemCode }) => (
                  <Typography
                    key={channelId}
                    variant="caption"
                    color={state === 'failed' ? 'error' : undefined}
                  >
                    {channelName(alert, channelId)}:{' '}
                    {problem === null
                      ? translate(`gs.alerts.delivery.${state}`)
                      : reasonOf(problem, problemCode ?? {})}
                  </Typography>
                ))}
              </Stack>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const CSV_COLUMNS = ['time', 'state', 'bucket', 'value', 'low', 'high', 'problem', 'messages'];

/** The runs as the API gives them. */
function runsCsv(alert: AlertView, runs: AlertRun[]): string {
  const rows = runs.map((run) => [
    ...[run.createdAt, run.state, run.bucket, run.value, run.low, run.high, run.problem],
    run.deliveries.map(({ channelId, state }) => `${channelName(alert, channelId)}: ${state}`).join('; '),
  ]);
  return toCsv(CSV_COLUMNS, rows);
}

export function useMeasureFormat({ measure }: Pick<AlertView, 'measure'>): (value: number | null) => string {
  const format = useFormat();
  return (value) => measureText(format, measure, value);
}

function expected({ low, high }: AlertRun, number: (value: number | null) => string): string {
  if (low === null && high === null) return '';
  if (low === null) return `≤ ${number(high)}`;
  if (high === null) return `≥ ${number(low)}`;
  return low === high ? number(low) : `${number(low)} – ${number(high)}`;
}

function channelName({ channels }: AlertView, id: string): string {
  const channel = channels.find((one) => one.id === id);
  if (!channel) return '–';
  return channel.type === 'email' ? channel.to.join(', ') : channel.host;
}
