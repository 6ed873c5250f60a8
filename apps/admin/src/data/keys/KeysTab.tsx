import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { ErrorState } from '../../feedback/ErrorState.js';
import { Panel } from '../../layout/Panel.js';
import { KeyPanel } from './KeyPanel.js';
import { RevokedKeys } from './RevokedKeys.js';
import { SnippetsPanel } from './SnippetsPanel.js';
import { useKeys, workingKey } from './useKeys.js';

export function KeysTab() {
  const translate = useTranslate();
  const { data: keys, error, refetch } = useKeys();
  if (error && !keys) {
    return (
      <Panel>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Panel>
    );
  }
  if (!keys) return <Skeleton variant="rounded" height={320} />;
  const writeKey = workingKey(keys, 'write')?.key;
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null);
  return (
    <Stack spacing={2}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <KeyPanel kind="write" keys={keys} help={translate('gs.keys.writeHelp')} />
        <KeyPanel kind="client" keys={keys} help={translate('gs.keys.clientHelp')} />
      </Box>
      <SnippetsPanel writeKey={writeKey} />
      {revoked.length > 0 && <RevokedKeys keys={revoked} />}
    </Stack>
  );
}
