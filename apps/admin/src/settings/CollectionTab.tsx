import Stack from '@mui/material/Stack';
import { useProject } from '../projects/ProjectContext.js';
import { InternalRulesPanel } from './InternalRulesPanel.js';
import { PrivacyPanel } from './PrivacyPanel.js';

/** What is done to events before they are stored. */
export function CollectionTab() {
  const { project } = useProject();
  return (
    <Stack key={project.version} spacing={2}>
      <InternalRulesPanel project={project} />
      <PrivacyPanel project={project} />
    </Stack>
  );
}
