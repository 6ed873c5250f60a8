import type { Report } from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import HistoryIcon from '@mui/icons-material/History';
import PauseIcon from '@mui/icons-material/PauseCircleOutline';
import PlayIcon from '@mui/icons-material/PlayCircleOutline';
import SendIcon from '@mui/icons-material/SendOutlined';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useMayBuild } from '../dashboards/useDashboards.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useReason } from '../i18n/useReason.js';
import { StateChip } from './StateChip.js';
import type { AlertView } from './types.js';
import { useAlertWrites } from './useAlerts.js';
import { useRuleText } from './useRuleText.js';

interface Props {
  alerts: AlertView[];
  reports: Report[];
  onEdit(alert: AlertView): void;
  onHistory(alert: AlertView): void;
  onDelete(alert: AlertView): void;
}

/** Long names break, but not after every few letters on a phone, where the table scrolls. */
const NAME = { minWidth: 112, overflowWrap: 'anywhere' };

export function AlertsTable({ alerts, reports, onEdit, onHistory, onDelete }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const ruleText = useRuleText();
  const mayBuild = useMayBuild();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.nav.alerts')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.alerts.name')}</TableCell>
            <TableCell>{translate('gs.alerts.stateLabel')}</TableCell>
            <TableCell>{translate('gs.alerts.report')}</TableCell>
            <TableCell>{translate('gs.alerts.ruleLabel')}</TableCell>
            <TableCell align="right">{translate('gs.alerts.nextRun')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {alerts.map((alert) => (
            <TableRow key={alert.id} hover>
              <TableCell component="th" scope="row" sx={NAME}>
                <Link component="button" textAlign="left" onClick={() => onHistory(alert)}>
                  {alert.name}
                </Link>
              </TableCell>
              <TableCell>
                <StateChip state={alert.state} isPaused={!alert.enabled} />
              </TableCell>
              <TableCell sx={NAME}>{reports.find(({ id }) => id === alert.reportId)?.name ?? ''}</TableCell>
              <TableCell sx={{ minWidth: 96 }}>{ruleText(alert)}</TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {alert.enabled ? format.instant(alert.nextRunAt) : ''}
              </TableCell>
              <TableCell align="right" padding="checkbox" sx={{ whiteSpace: 'nowrap' }}>
                <Act label={translate('gs.alerts.history')} onClick={() => onHistory(alert)}>
                  <HistoryIcon fontSize="small" />
                </Act>
                {mayBuild && (
                  <WriteActs alert={alert} onEdit={() => onEdit(alert)} onDelete={() => onDelete(alert)} />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function WriteActs({ alert, onEdit, onDelete }: { alert: AlertView; onEdit(): void; onDelete(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const notify = useNotify();
  const { test, toggle } = useAlertWrites();
  const reasonOf = useReason();
  const fail = (error: Error) => notify(errorText(error), { type: 'error' });
  const sendTest = () =>
    test.mutate(alert.id, {
      onError: fail,
      onSuccess: (channels) => {
        const failed = channels.find(({ sent }) => !sent);
        if (failed?.problem) notify(reasonOf(failed.problem, failed.problemCode ?? {}), { type: 'error' });
        else notify('gs.alerts.tested', { type: 'success', messageArgs: { smart_count: channels.length } });
      },
    });
  return (
    <>
      <Act
        label={translate('gs.alerts.test')}
        isDisabled={alert.channels.length === 0 || test.isPending}
        onClick={sendTest}
      >
        <SendIcon fontSize="small" />
      </Act>
      <Act
        label={translate(alert.enabled ? 'gs.alerts.pause' : 'gs.alerts.resume')}
        isDisabled={toggle.isPending}
        onClick={() => toggle.mutate(alert, { onError: fail })}
      >
        {alert.enabled ? <PauseIcon fontSize="small" /> : <PlayIcon fontSize="small" />}
      </Act>
      <Act label={translate('gs.alerts.edit')} onClick={onEdit}>
        <EditIcon fontSize="small" />
      </Act>
      <Act label={translate('gs.alerts.deleteTitle', { name: alert.name })} onClick={onDelete}>
        <DeleteIcon fontSize="small" />
      </Act>
    </>
  );
}

interface ActProps {
  label: string;
  isDisabled?: boolean;
  children: ReactNode;
  onClick(): void;
}

function Act({ label, isDisabled, children, onClick }: ActProps) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton size="small" aria-label={label} disabled={isDisabled} onClick={onClick}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
