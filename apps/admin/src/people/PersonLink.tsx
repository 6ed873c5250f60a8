import Link from '@mui/material/Link';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useProject } from '../projects/ProjectContext.js';

/** Leads to a person; text that is too long for its place is cut. */
export function PersonLink({ personId, children }: { personId: number; children: ReactNode }) {
  const { project } = useProject();
  return (
    <Link
      component={RouterLink}
      to={`/p/${project.id}/people/${personId}`}
      underline="hover"
      title={typeof children === 'string' ? children : undefined}
      sx={{
        display: 'block',
        fontWeight: 600,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </Link>
  );
}
