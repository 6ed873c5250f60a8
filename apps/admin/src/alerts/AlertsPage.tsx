import AddIcon from '@mui/icons-material/AddAlertOutlined';
import AlertIcon from '@mui/icons-material/NotificationsActiveOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useMayBuild, useReports } from '../dashboards/useDashboards.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { AlertDialog } from './AlertDialog.js';
import { AlertHistory } from './AlertHistory.js';
import { AlertsTable } from './AlertsTable.js';
import { isWatchable } from './alert-form.js';
import type { AlertView } from './types.js';
import { useAlertWrites, useAlerts } from './useAlerts.js';

type Open = { what: 'edit'; alert: AlertView | null } | { what: 'history' | 'delete'; alert: AlertView };

/** Saved reports that are watched. */
export function AlertsPage() {
  const translate = useTranslate();
  const alerts = useAlerts();
  const { data: reports = [] } = useReports();
  const { remove } = useAlertWrites();
  const mayBuild = useMayBuild();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const hasReports = reports.some(isWatchable);
  const newButton = mayBuild && hasReports && (
    <Button
      variant="contained"
      startIcon={<AddIcon fontSize="small" />}
      onClick={() => setOpen({ what: 'edit', alert: null })}
    >
      {translate('gs.alerts.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.nav.alerts')} note={translate('gs.alerts.note')}>
        {newButton}
      </PageHeader>
      <Panel isFlush testId="alerts">
        <ReportBody report={alerts} height={240}>
          {(found) =>
            found.length > 0 ? (
              <AlertsTable
                alerts={found}
                reports={reports}
                onEdit={(alert) => setOpen({ what: 'edit', alert })}
                onHistory={(alert) => setOpen({ what: 'history', alert })}
                onDelete={(alert) => setOpen({ what: 'delete', alert })}
              />
            ) : (
              <EmptyState
                icon={<AlertIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
                title={translate('gs.alerts.empty')}
                text={translate(hasReports ? 'gs.alerts.emptyText' : 'gs.alerts.noReports')}
              >
                {newButton}
                {!hasReports && (
                  <Button variant="outlined" component={RouterLink} to="../overview">
                    {translate('gs.error.toOverview')}
                  </Button>
                )}
              </EmptyState>
            )
          }
        </ReportBody>
      </Panel>
      {open?.what === 'edit' && <AlertDialog alert={open.alert} onClose={close} />}
      {open?.what === 'history' && <AlertHistory alert={open.alert} onClose={close} />}
      {open?.what === 'delete' && (
        <ConfirmDialog
          title={translate('gs.alerts.deleteTitle', { name: open.alert.name })}
          text={translate('gs.alerts.deleteText')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => remove.mutateAsync(open.alert.id)}
          onClose={close}
        />
      )}
    </>
  );
}
