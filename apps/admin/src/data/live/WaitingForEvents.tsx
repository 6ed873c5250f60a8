import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { CopyButton } from '../../feedback/CopyButton.js';
import { Panel } from '../../layout/Panel.js';
import { useProject } from '../../projects/ProjectContext.js';
import { snippet } from '../keys/snippets.js';
import { useKeys, workingKey } from '../keys/useKeys.js';
import { Pulse } from './Pulse.js';

/** A command that works as it stands, and the promise that its event will appear. */
export function WaitingForEvents() {
  const translate = useTranslate();
  const { project } = useProject();
  const { data: keys } = useKeys();
  const key = workingKey(keys ?? [], 'write')?.key;
  const command = key ? snippet('curl', { host: window.location.origin, writeKey: key }) : null;
  return (
    <Panel testId="waiting-for-event">
      <Stack spacing={2} sx={{ maxWidth: 720, mx: 'auto', py: { xs: 2, sm: 5 } }}>
        <Stack direction="row" alignItems="center" gap={1.5} role="status">
          <Pulse isOn />
          <Typography variant="h6" component="p">
            {translate('gs.live.waiting')}
          </Typography>
        </Stack>
        <Typography color="text.secondary">
          {translate(key || !keys ? 'gs.live.waitingText' : 'gs.keys.noWriteKey')}
        </Typography>
        {command && <CodeBlock testId="first-event-command">{command}</CodeBlock>}
        <Stack direction="row" gap={1} flexWrap="wrap">
          {command && <CopyButton text={command} label={translate('gs.keys.copySnippet')} />}
          <Button component={Link} to={`/p/${project.id}/data/keys`}>
            {translate('gs.live.moreSnippets')}
          </Button>
          <Button component={Link} to={`/p/${project.id}/data/imports`}>
            {translate('gs.project.emptyImport')}
          </Button>
        </Stack>
      </Stack>
    </Panel>
  );
}
