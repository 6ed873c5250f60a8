import Box from '@mui/material/Box';
import { Suspense } from 'react';
import { useTranslate } from 'react-admin';
import { Outlet, useLocation } from 'react-router-dom';
import { ErrorBoundary } from '../feedback/ErrorBoundary.js';
import { Splash } from '../feedback/Splash.js';
import { ProjectSwitcher } from '../projects/ProjectSwitcher.js';
import { BOTTOM_HEIGHT, BottomNav } from './BottomNav.js';
import { SideNav } from './SideNav.js';
import { SkipLink } from './SkipLink.js';
import { TopBar } from './TopBar.js';

/** The frame around every page of a project. */
export function Shell() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  return (
    <>
      <SkipLink label={translate('gs.action.skip')} />
      <TopBar>
        <ProjectSwitcher />
      </TopBar>
      <Box sx={{ display: 'flex' }}>
        <SideNav />
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          sx={{
            flex: 1,
            minWidth: 0,
            maxWidth: 1440,
            px: { xs: 1.5, sm: 3 },
            pt: { xs: 2, sm: 2.5 },
            pb: { xs: `${BOTTOM_HEIGHT + 32}px`, md: 5 },
            '&:focus': { outline: 'none' },
          }}
        >
          <ErrorBoundary resetKey={pathname}>
            <Suspense fallback={<Splash />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </Box>
      </Box>
      <BottomNav />
    </>
  );
}
