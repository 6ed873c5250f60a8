import type { Flag } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useKeys, workingKey } from '../data/keys/useKeys.js';
import { CodeBlock } from '../feedback/CodeBlock.js';
import { CopyButton } from '../feedback/CopyButton.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useProject } from '../projects/ProjectContext.js';
import { flagSnippet, type Sdk, SDKS } from './snippets.js';

/** How the product asks for a flag, and whether it does. Keys are shown to those who manage them. */
export function SnippetsPanel({ flag }: { flag: Flag }) {
  const { canManage } = useProject();
  return canManage ? <Snippets flag={flag} /> : null;
}

function Snippets({ flag }: { flag: Flag }) {
  const translate = useTranslate();
  const format = useFormat();
  const { data } = useKeys();
  const [sdk, setSdk] = useState<Sdk>('growthbook');
  if (!data) return null;
  const key = workingKey(data, 'client');
  const text = key && flagSnippet(sdk, flag, { host: window.location.origin, clientKey: key.key });
  const options = SDKS.map((value) => ({ value, label: translate(`gs.flags.sdk.${value}`) }));
  const seen = key?.usedAt
    ? translate('gs.flags.seen', { at: format.instant(key.usedAt) })
    : translate('gs.flags.notSeen');
  return (
    <Panel
      title={translate('gs.flags.snippets')}
      actions={text && <CopyButton text={text} label={translate('gs.keys.copySnippet')} />}
      testId="flag-snippets"
    >
      <Stack spacing={1.5}>
        <Typography variant="body2" color="text.secondary" data-testid="sdk-seen">
          {key ? seen : translate('gs.flags.noKey')}
        </Typography>
        <Box sx={{ overflowX: 'auto' }}>
          <Segmented<Sdk>
            label={translate('gs.flags.snippets')}
            value={sdk}
            options={options}
            onChange={setSdk}
          />
        </Box>
        {text && <CodeBlock maxHeight={320}>{text}</CodeBlock>}
      </Stack>
    </Panel>
  );
}
