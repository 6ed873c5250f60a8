import type { Report } from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useDashboardWrites, useMayBuild, useReports } from './useDashboards.js';

/** Every saved report, on a dashboard or not; nothing where there is none. */
export function ReportsPanel() {
  const translate = useTranslate();
  const format = useFormat();
  const mayBuild = useMayBuild();
  const { data: reports = [] } = useReports();
  const { removeReport } = useDashboardWrites();
  const [doomed, setDoomed] = useState<Report | null>(null);
  if (reports.length === 0) return null;
  const label = translate('gs.dashboards.savedReports');
  return (
    <Panel title={label} isFlush testId="saved-reports">
      <TableContainer>
        <Table size="small" aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('gs.dashboards.name')}</TableCell>
              <TableCell>{translate('gs.dashboards.kindLabel')}</TableCell>
              <TableCell>{translate('gs.dashboards.display')}</TableCell>
              <TableCell align="right">{translate('gs.dashboards.created')}</TableCell>
              {mayBuild && <TableCell />}
            </TableRow>
          </TableHead>
          <TableBody>
            {reports.map((report) => (
              <TableRow key={report.id} hover>
                <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                  {report.name}
                </TableCell>
                <TableCell>{translate(`gs.dashboards.kind.${report.kind}`, { _: report.kind })}</TableCell>
                <TableCell>{translate(`gs.dashboards.${report.display}`)}</TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {format.date(report.createdAt)}
                </TableCell>
                {mayBuild && (
                  <TableCell align="right" padding="checkbox">
                    <IconButton
                      size="small"
                      aria-label={translate('gs.dashboards.deleteTitle', { name: report.name })}
                      onClick={() => setDoomed(report)}
                    >
                      <DeleteIcon fontSize="small" />
                    </IconButton>
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {doomed && (
        <ConfirmDialog
          title={translate('gs.dashboards.deleteTitle', { name: doomed.name })}
          text={translate('gs.dashboards.deleteReportText')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => removeReport.mutateAsync(doomed.id)}
          onClose={() => setDoomed(null)}
        />
      )}
    </Panel>
  );
}
