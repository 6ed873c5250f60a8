import AccountIcon from '@mui/icons-material/AccountCircleOutlined';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import { IconMenu } from '../layout/IconMenu.js';
import { signOut, useMe } from './session.js';

export function UserMenu() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { projectId } = useParams();
  const { data: me } = useMe();
  const leave = async () => {
    await signOut();
    void navigate('/login');
  };
  const profile = {
    key: 'profile',
    label: translate('gs.nav.profile'),
    onSelect: () => void navigate(`/p/${projectId}/profile`),
  };
  const exit = { key: 'signOut', label: translate('gs.nav.signOut'), onSelect: () => void leave() };
  return (
    <IconMenu
      label={translate('gs.nav.account')}
      icon={<AccountIcon fontSize="small" />}
      items={projectId ? [profile, exit] : [exit]}
      header={me && <Identity name={me.name} email={me.email} />}
    />
  );
}

function Identity({ name, email }: { name: string; email: string }) {
  return (
    <Box sx={{ px: 2, pt: 0.5, pb: 1, maxWidth: 280 }} role="presentation">
      <Typography variant="body2" noWrap sx={{ fontWeight: 600 }}>
        {name}
      </Typography>
      {name !== email && (
        <Typography variant="caption" color="text.secondary" noWrap component="p">
          {email}
        </Typography>
      )}
      <Divider sx={{ mt: 1, mx: -2 }} />
    </Box>
  );
}
