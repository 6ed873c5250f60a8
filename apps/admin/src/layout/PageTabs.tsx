import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link, useLocation } from 'react-router-dom';
import { useProject } from '../projects/ProjectContext.js';

/** The parts of a page, each with an address of its own: `/p/{projectId}/{page}/{path}`. */
export function PageTabs({ page, tabs }: { page: string; tabs: { path: string; label: string }[] }) {
  const { project } = useProject();
  const base = `/p/${project.id}/${page}`;
  const rest = useLocation().pathname.slice(base.length + 1);
  const current = tabs.find(({ path }) => rest === path || rest.startsWith(`${path}/`)) ?? tabs[0];
  return (
    <Tabs
      value={current?.path}
      variant="scrollable"
      scrollButtons={false}
      component="nav"
      sx={{ mb: 2, borderBottom: 1, borderColor: 'divider' }}
    >
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
  );
}
