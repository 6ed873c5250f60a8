import ChartIcon from '@mui/icons-material/InsertChartOutlined';
import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { EmptyState } from '../feedback/EmptyState.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from './ProjectContext.js';

/** A report of a project that has no events: how to get some. */
export function EmptyProject({ title }: { title: string }) {
  const translate = useTranslate();
  const { project } = useProject();
  return (
    <>
      <PageHeader title={title} />
      <Panel testId="empty-project">
        <EmptyState
          icon={<ChartIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
          title={translate('gs.project.emptyTitle')}
          text={translate('gs.project.emptyText')}
        >
          <Button variant="contained" component={Link} to={`/p/${project.id}/data/live`}>
            {translate('gs.project.emptyAction')}
          </Button>
          <Button variant="outlined" component={Link} to={`/p/${project.id}/data/imports`}>
            {translate('gs.project.emptyImport')}
          </Button>
        </EmptyState>
      </Panel>
    </>
  );
}
