import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { CopyButton } from '../../feedback/CopyButton.js';
import { Panel } from '../../layout/Panel.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { FirstEvent } from './FirstEvent.js';
import { INSTALL, SNIPPETS, snippet } from './snippets.js';

/** How to send events with the SDK that is already there, with the real key and address in it. */
export function SnippetsPanel({ writeKey }: { writeKey?: string }) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const name = SNIPPETS.find((one) => one === params.get('sdk')) ?? 'curl';
  if (!writeKey) return null;
  const text = snippet(name, { host: window.location.origin, writeKey });
  const install = INSTALL[name];
  return (
    <Panel
      title={translate('gs.keys.snippets')}
      actions={<CopyButton text={text} label={translate('gs.keys.copySnippet')} />}
      testId="snippets"
    >
      <Typography variant="body2" color="text.secondary">
        {translate('gs.keys.snippetsText')}
      </Typography>
      <Tabs
        value={name}
        onChange={(_event, next: string) => change({ sdk: next })}
        variant="scrollable"
        scrollButtons={false}
        aria-label={translate('gs.keys.snippets')}
      >
        {SNIPPETS.map((one) => (
          <Tab
            key={one}
            value={one}
            label={translate(`gs.keys.${one}`)}
            id={`sdk-${one}`}
            aria-controls="sdk-snippet"
            data-testid={`sdk-${one}`}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="sdk-snippet" aria-labelledby={`sdk-${name}`} sx={{ mt: 1 }}>
        <Stack spacing={1}>
          {install && (
            <Typography variant="caption" color="text.secondary" component="p">
              {translate('gs.keys.install', { command: install })}
            </Typography>
          )}
          <CodeBlock testId="snippet">{text}</CodeBlock>
          <FirstEvent />
        </Stack>
      </Box>
    </Panel>
  );
}
