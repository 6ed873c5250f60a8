import AddIcon from '@mui/icons-material/Add';
import DashboardIcon from '@mui/icons-material/DashboardOutlined';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Route, Link as RouterLink, Routes, useNavigate } from 'react-router-dom';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { DashboardPage } from './DashboardPage.js';
import { NameDialog } from './NameDialog.js';
import { ReportsPanel } from './ReportsPanel.js';
import { useDashboardWrites, useDashboards, useMayBuild } from './useDashboards.js';

export function DashboardsPage() {
  return (
    <Routes>
      <Route index element={<DashboardList />} />
      <Route path=":dashboardId" element={<DashboardPage />} />
    </Routes>
  );
}

function DashboardList() {
  const translate = useTranslate();
  const format = useFormat();
  const dashboards = useDashboards();
  const mayBuild = useMayBuild();
  const [isNaming, setNaming] = useState(false);
  const newButton = mayBuild && (
    <Button variant="contained" startIcon={<AddIcon fontSize="small" />} onClick={() => setNaming(true)}>
      {translate('gs.dashboards.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.nav.dashboards')}>{newButton}</PageHeader>
      <Stack spacing={2}>
        <Panel isFlush testId="dashboards">
          <ReportBody report={dashboards} height={240}>
            {(found) =>
              found.length === 0 ? (
                <EmptyState
                  icon={<DashboardIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
                  title={translate('gs.dashboards.empty')}
                  text={translate('gs.dashboards.emptyText')}
                >
                  {newButton}
                </EmptyState>
              ) : (
                <Table size="small" aria-label={translate('gs.nav.dashboards')}>
                  <TableHead>
                    <TableRow>
                      <TableCell>{translate('gs.dashboards.name')}</TableCell>
                      <TableCell align="right">{translate('gs.dashboards.reports')}</TableCell>
                      <TableCell align="right">{translate('gs.dashboards.created')}</TableCell>
                    </TableRow>
                  </TableHead>
                  <TableBody>
                    {found.map(({ id, name, tiles, createdAt }) => (
                      <TableRow key={id} hover>
                        <TableCell component="th" scope="row">
                          <Link component={RouterLink} to={String(id)}>
                            {name}
                          </Link>
                        </TableCell>
                        <TableCell align="right">{format.number(tiles.length)}</TableCell>
                        <TableCell align="right">{format.date(createdAt)}</TableCell>
                      </TableRow>
                    ))}
                  </TableBody>
                </Table>
              )
            }
          </ReportBody>
        </Panel>
        <ReportsPanel />
      </Stack>
      {isNaming && <NewDashboard onClose={() => setNaming(false)} />}
    </>
  );
}

function NewDashboard({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { create } = useDashboardWrites();
  const make = async (name: string) => {
    const { id } = await create.mutateAsync({ name });
    void navigate(String(id));
  };
  return <NameDialog title={translate('gs.dashboards.new')} onName={make} onClose={onClose} />;
}
