import type { Experiment } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { ReportBody } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useProject } from '../../projects/ProjectContext.js';
import { StateChip } from '../StateChip.js';
import { useAllHoldouts, useMayExperiment } from '../useExperiments.js';
import { CumulativeImpact } from './CumulativeImpact.js';
import { HeldOutFrom } from './HeldOutFrom.js';

/** Who is kept from everything, and what everything together came to. */
export function HoldoutsPanel() {
  const translate = useTranslate();
  const { project } = useProject();
  const mayWrite = useMayExperiment();
  const add = mayWrite && (
    <Button
      component={RouterLink}
      to={`/p/${project.id}/experiments/new?template=holdout&step=hypothesis`}
      startIcon={<AddIcon fontSize="small" />}
      data-testid="new-holdout"
    >
      {translate('gs.layers.newHoldout')}
    </Button>
  );
  return (
    <Panel title={translate('gs.layers.holdouts')} actions={add} testId="holdouts">
      <Typography variant="body2" color="text.secondary" sx={{ mb: 2 }}>
        {translate('gs.layers.holdoutsHelp')}
      </Typography>
      <ReportBody report={useAllHoldouts()} height={160}>
        {({ data }) => (
          <Stack spacing={3}>
            {data.length === 0 && (
              <Typography color="text.secondary" sx={{ py: 3, textAlign: 'center' }}>
                {translate('gs.layers.noHoldouts')}
              </Typography>
            )}
            {data.map((holdout) => (
              <OneHoldout key={holdout.id} holdout={holdout} />
            ))}
          </Stack>
        )}
      </ReportBody>
    </Panel>
  );
}

function OneHoldout({ holdout }: { holdout: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const share = holdout.variations[0]!.weight * holdout.assignment.coverage;
  return (
    <section aria-label={holdout.name} data-testid="holdout">
      <Stack direction="row" alignItems="center" gap={1} flexWrap="wrap" sx={{ mb: 0.75 }}>
        <Link
          component={RouterLink}
          to={`/p/${project.id}/experiments/${holdout.id}`}
          sx={{ fontWeight: 600 }}
        >
          {holdout.name}
        </Link>
        <StateChip state={holdout.state} />
        <Typography variant="body2" color="text.secondary">
          {translate('gs.layers.share', {
            percent: format.percent(share, share * 100 === Math.round(share * 100) ? 0 : 1),
          })}
        </Typography>
      </Stack>
      <HeldOutFrom holdout={holdout} />
      {holdout.startedAt !== null && <CumulativeImpact holdout={holdout} />}
    </section>
  );
}
