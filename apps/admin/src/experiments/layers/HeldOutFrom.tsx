import type { Experiment } from '@groundswell/contracts';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useProject } from '../../projects/ProjectContext.js';
import { useTestsOfHoldout } from './useTestsOfHoldout.js';

/** The tests that people of a holdout are in none of. */
export function HeldOutFrom({ holdout }: { holdout: Experiment }) {
  const translate = useTranslate();
  const { project } = useProject();
  const kept = useTestsOfHoldout(holdout);
  if (!kept) return null;
  return (
    <Typography variant="body2" data-testid="held-out-from">
      {translate(kept.length === 0 ? 'gs.layers.fromNothing' : 'gs.layers.from')}{' '}
      {kept.map(({ id, name }, index) => (
        <Fragment key={id}>
          {index > 0 && ' · '}
          <Link component={RouterLink} to={`/p/${project.id}/experiments/${id}`}>
            {name}
          </Link>
        </Fragment>
      ))}
      {holdout.state === 'draft' && kept.length > 0 && ` · ${translate('gs.layers.keptTo')}`}
    </Typography>
  );
}
