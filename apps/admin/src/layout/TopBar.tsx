import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { Link } from 'react-router-dom';
import { UserMenu } from '../auth/UserMenu.js';
import { LocaleMenu } from '../i18n/LocaleMenu.js';
import { ThemeMenu } from '../theme/ThemeMenu.js';
import { Logo } from './Logo.js';
import type { ReactNode } from 'react';

/** 48 px: the mark, the project (given by the page), language, appearance, account. */
export function TopBar({ children }: { children?: ReactNode }) {
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        height: 48,
        px: { xs: 1, sm: 1.5 },
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box component={Link} to="/" aria-label="Groundswell" sx={{ display: 'flex', borderRadius: '7px' }}>
        <Logo />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>{children}</Box>
      <Stack direction="row" spacing={{ xs: 0, sm: 0.5 }}>
        <LocaleMenu />
        <ThemeMenu />
        <UserMenu />
      </Stack>
    </Box>
  );
}
