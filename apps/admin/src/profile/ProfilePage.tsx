import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { useMe } from '../auth/session.js';
import { PageHeader } from '../layout/PageHeader.js';
import { AccountPanel } from './AccountPanel.js';
import { PasswordPanel } from './PasswordPanel.js';
import { TokensPanel } from './TokensPanel.js';

export function ProfilePage() {
  const translate = useTranslate();
  const { data: me } = useMe();
  return (
    <>
      <PageHeader title={translate('gs.profile.title')} />
      <Stack spacing={2} sx={{ maxWidth: 720 }}>
        {me && <AccountPanel key={me.name} me={me} />}
        <PasswordPanel />
        <TokensPanel />
      </Stack>
    </>
  );
}
