import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { DeleteProjectDialog } from './DeleteProjectDialog.js';

/** Owners only; nobody else is shown what they may not do. */
export function DeleteProjectPanel() {
  const translate = useTranslate();
  const { project } = useProject();
  const [isAsking, setAsking] = useState(false);
  if (project.role !== 'owner') return null;
  const button = (
    <Button color="error" variant="outlined" onClick={() => setAsking(true)} data-testid="delete-project">
      {translate('gs.deletion.button')}
    </Button>
  );
  return (
    <Panel title={translate('gs.deletion.panel')} actions={button}>
      <Typography color="text.secondary">{translate('gs.deletion.text')}</Typography>
      {isAsking && <DeleteProjectDialog project={project} onClose={() => setAsking(false)} />}
    </Panel>
  );
}
