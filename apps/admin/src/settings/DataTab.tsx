import Stack from '@mui/material/Stack';
import { useProject } from '../projects/ProjectContext.js';
import { ErasureLog } from './ErasureLog.js';
import { RawRetentionPanel } from './RawRetentionPanel.js';

/** How long data is kept, and who was erased when. */
export function DataTab() {
  const { project } = useProject();
  return (
    <Stack spacing={2}>
      <RawRetentionPanel key={project.version} project={project} />
      <ErasureLog />
    </Stack>
  );
}
