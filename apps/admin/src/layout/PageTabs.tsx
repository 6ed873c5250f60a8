import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router-dom';
import { useProject } from '../projects/ProjectContext.js';

/** The parts of a page, each with an address of its own: `/p/{projectId}/{page}/{path}`. */
export function PageTabs({ page, tabs }: { page: string; tabs: { path: string; label: string }[] }) {
  const translate = useTranslate();
  const { project } = useProject();
  const base = `/p/${project.id}/${page}`;
  const rest = useLocation().pathname.slice(base.length + 1);
  const label = translate('gs.nav.parts', { page: translate(`gs.nav.${page}`) });
  const current = tabs.find(({ path }) => rest === path || rest.startsWith(`${path}/`)) ?? tabs[0];
  return (
    <Box component="nav" aria-label={label} sx={{ mb: 2, borderBottom: 1, borderColor: 'divider' }}>
      <Tabs value={current?.path} variant="scrollable" scrollButtons={false} aria-label={label}>
        {tabs.map(({ path, label }) => (
          <Tab
            key={path}
            value={path}
            label={label}
            component={Link}
            to={`${base}/${path}`}
            data-testid={`tab-${path}`}
          />
        ))}
      </Tabs>
    </Box>
  );
}
