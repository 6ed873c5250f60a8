import type { Dashboard, Report, ShownTile } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import MoreIcon from '@mui/icons-material/MoreHoriz';
import ShareIcon from '@mui/icons-material/LinkOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import type { ReportQuery } from '../api/useReport.js';
import { useAnnotations } from '../charts/annotations/useAnnotations.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { IconMenu } from '../layout/IconMenu.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { AddReportDialog } from './AddReportDialog.js';
import { NameDialog } from './NameDialog.js';
import { ReportTile, TileGrid } from './ReportTile.js';
import { ShareDialog } from './ShareDialog.js';
import { shownTiles, withMoved, withWidth, without } from './tiles.js';
import { useDashboard, useDashboardWrites, useMayBuild, useReports } from './useDashboards.js';

/** Saved reports side by side. */
export function DashboardPage() {
  const { dashboardId = '' } = useParams();
  const dashboard = useDashboard(dashboardId);
  const reports = useReports();
  return (
    <ReportBody report={dashboard} height={480}>
      {(found) => (
        <ReportBody report={reports} height={480}>
          {(saved) => <Board dashboard={found} reports={saved} />}
        </ReportBody>
      )}
    </ReportBody>
  );
}

type Open = 'add' | 'share' | 'rename' | 'delete' | null;

function Board({ dashboard, reports }: { dashboard: Dashboard; reports: Report[] }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { canManage } = useProject();
  const mayBuild = useMayBuild();
  const { change, remove } = useDashboardWrites();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const tiles = shownTiles(dashboard, reports);
  const addButton = mayBuild && (
    <Button variant="contained" startIcon={<AddIcon fontSize="small" />} onClick={() => setOpen('add')}>
      {translate('gs.dashboards.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={dashboard.name}>
        {canManage && (
          <Button
            variant="outlined"
            startIcon={<ShareIcon fontSize="small" />}
            onClick={() => setOpen('share')}
            data-testid="share"
          >
            {translate('gs.dashboards.share')}
          </Button>
        )}
        {addButton}
        {mayBuild && (
          <IconMenu
            label={translate('gs.dashboards.more')}
            icon={<MoreIcon fontSize="small" />}
            items={[
              { key: 'rename', label: translate('gs.dashboards.rename'), onSelect: () => setOpen('rename') },
              { key: 'delete', label: translate('gs.action.delete'), onSelect: () => setOpen('delete') },
            ]}
          />
        )}
      </PageHeader>
      {tiles.length === 0 && (
        <Panel>
          <EmptyState
            title={translate('gs.dashboards.noTiles')}
            text={translate('gs.dashboards.noTilesText')}
          >
            {addButton}
          </EmptyState>
        </Panel>
      )}
      <TileGrid>
        {tiles.map((tile) => (
          <OwnTile
            key={tile.reportId}
            {...{ dashboard, tile, mayBuild }}
            report={reports.find(({ id }) => id === tile.reportId)}
          />
        ))}
      </TileGrid>
      {open === 'add' && <AddReportDialog dashboard={dashboard} reports={reports} onClose={close} />}
      {open === 'share' && <ShareDialog dashboard={dashboard} onClose={close} />}
      {open === 'rename' && (
        <NameDialog
          title={translate('gs.dashboards.rename')}
          name={dashboard.name}
          onName={(name) => change.mutateAsync({ dashboard, name })}
          onClose={close}
        />
      )}
      {open === 'delete' && (
        <ConfirmDialog
          title={translate('gs.dashboards.deleteTitle', { name: dashboard.name })}
          text={translate('gs.dashboards.deleteText')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => remove.mutateAsync(dashboard.id).then(() => navigate('..', { relative: 'path' }))}
          onClose={close}
        />
      )}
    </>
  );
}

interface OwnTileProps {
  dashboard: Dashboard;
  tile: ShownTile;
  report: Report | undefined;
  mayBuild: boolean;
}

function OwnTile({ dashboard, tile, report, mayBuild }: OwnTileProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { project } = useProject();
  const { change } = useDashboardWrites();
  const set = (tiles: Dashboard['tiles']) =>
    change.mutate({ dashboard, tiles }, { onError: (error) => notify(errorText(error), { type: 'error' }) });
  const { tiles } = dashboard;
  const id = tile.reportId;
  const width = tile.width === 'full' ? ('half' as const) : ('full' as const);
  const item = (key: string, next: Dashboard['tiles']) => {
    return { key, label: translate(`gs.dashboards.${key}`), onSelect: () => set(next) };
  };
  const menu = mayBuild && (
    <IconMenu
      label={translate('gs.dashboards.tileMenu', { name: tile.name })}
      icon={<MoreIcon fontSize="small" />}
      items={[
        item('earlier', withMoved(tiles, id, -1)),
        item('later', withMoved(tiles, id, 1)),
        item(width, withWidth(tiles, id, width)),
        item('takeOff', without(tiles, id)),
      ]}
    />
  );
  return (
    <ReportTile
      tile={tile}
      path={`projects/${project.id}/reports/${id}/answer`}
      project={project}
      annotations={useAnnotations()}
      query={report && (report.query as unknown as ReportQuery)}
      actions={menu}
    />
  );
}
