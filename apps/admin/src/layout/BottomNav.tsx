import Box from '@mui/material/Box';
import { useTranslate } from 'react-admin';
import { NavLink } from 'react-router-dom';
import { useProject } from '../projects/ProjectContext.js';
import { useTokens } from '../theme/useTokens.js';
import { NAV } from './nav-items.js';

export const BOTTOM_HEIGHT = 56;

/** The menu of a phone, in reach of the thumb. */
export function BottomNav() {
  const translate = useTranslate();
  const { project } = useProject();
  const { muted, accentStrong } = useTokens();
  return (
    <Box
      component="nav"
      aria-label={translate('gs.nav.label')}
      sx={{
        display: { xs: 'flex', md: 'none' },
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'appBar',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      {NAV.flatMap(({ items }) => items).map(({ path, label, icon }) => (
        <Box
          key={path}
          component={NavLink}
          to={`/p/${project.id}/${path}`}
          sx={{
            flex: 1,
            height: BOTTOM_HEIGHT,
            display: 'flex',
            flexDirection: 'column',
            alignItems: 'center',
            justifyContent: 'center',
            gap: '2px',
            fontSize: 11,
            fontWeight: 500,
            color: muted,
            textDecoration: 'none',
            '&.active': { color: accentStrong, fontWeight: 650 },
          }}
        >
          {icon}
          {translate(label)}
        </Box>
      ))}
    </Box>
  );
}
