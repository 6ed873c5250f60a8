import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { NavLink } from 'react-router-dom';
import { useProject } from '../projects/ProjectContext.js';
import { useTokens } from '../theme/useTokens.js';
import { NAV, type NavItem } from './nav-items.js';

export const SIDE_WIDTH = 184;

/** The menu of a wide screen. */
export function SideNav() {
  const translate = useTranslate();
  return (
    <Box
      component="nav"
      aria-label={translate('gs.nav.label')}
      sx={{
        display: { xs: 'none', md: 'block' },
        width: SIDE_WIDTH,
        flexShrink: 0,
        borderRight: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        position: 'sticky',
        top: 48,
        height: 'calc(100dvh - 48px)',
        overflowY: 'auto',
        p: 1,
      }}
    >
      {NAV.map(({ label, items }) => (
        <Box key={label} sx={{ mb: 2 }}>
          <Typography
            variant="caption"
            color="text.secondary"
            sx={{ display: 'block', px: 1, py: 0.75, fontWeight: 600 }}
          >
            {translate(label)}
          </Typography>
          {items.map((item) => (
            <SideLink key={item.path} {...item} />
          ))}
        </Box>
      ))}
    </Box>
  );
}

/** One page of the menu. `height` in pixels; fingers want more of it than a mouse. */
export function SideLink({ path, label, icon, height = 34 }: NavItem & { height?: number }) {
  const translate = useTranslate();
  const { project } = useProject();
  const { accentSoft, accentStrong, sunken, muted, text } = useTokens();
  return (
    <Box
      component={NavLink}
      to={`/p/${project.id}/${path}`}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        height,
        px: 1,
        mb: '2px',
        borderRadius: '6px',
        color: text,
        textDecoration: 'none',
        fontSize: 13,
        fontWeight: 500,
        '& svg': { color: muted },
        '&:hover': { bgcolor: sunken },
        '&.active': {
          bgcolor: accentSoft,
          color: accentStrong,
          fontWeight: 600,
          '& svg': { color: accentStrong },
        },
      }}
    >
      {icon}
      {translate(label)}
    </Box>
  );
}
