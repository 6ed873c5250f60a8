import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { PageHeader } from '../../layout/PageHeader.js';
import { useProject } from '../../projects/ProjectContext.js';
import { HoldoutsPanel } from './HoldoutsPanel.js';
import { LayersPanel } from './LayersPanel.js';

/** What keeps people of one test out of others. */
export function LayersPage() {
  const translate = useTranslate();
  const { project } = useProject();
  return (
    <>
      <PageHeader title={translate('gs.layers.title')} note={translate('gs.layers.help')}>
        <Button component={Link} to={`/p/${project.id}/experiments`} color="inherit">
          {translate('gs.nav.experiments')}
        </Button>
      </PageHeader>
      <Stack spacing={2}>
        <LayersPanel />
        <HoldoutsPanel />
      </Stack>
    </>
  );
}
