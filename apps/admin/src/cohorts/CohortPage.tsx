import type { Cohort } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { NotFoundPage } from '../feedback/NotFoundPage.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { CohortActions } from './CohortActions.js';
import { CohortPeople } from './CohortPeople.js';
import { WhoText } from './CohortTable.js';
import { useCohort } from './useCohorts.js';

/** One cohort and its people. */
export function CohortPage() {
  const id = Number(useParams().cohortId);
  return Number.isInteger(id) && id > 0 ? <Known id={id} /> : <NotFoundPage />;
}

function Known({ id }: { id: number }) {
  const cohort = useCohort(id);
  return (
    <ReportBody report={cohort} height={320}>
      {(found: Cohort) => <Shown cohort={found} />}
    </ReportBody>
  );
}

function Shown({ cohort }: { cohort: Cohort }) {
  return (
    <>
      <PageHeader title={cohort.name} note={cohort.description || undefined}>
        <CohortActions cohort={cohort} />
      </PageHeader>
      <Stack spacing={2}>
        <Panel>
          <Facts cohort={cohort} />
        </Panel>
        <CohortPeople cohort={cohort} />
      </Stack>
    </>
  );
}

function Facts({ cohort }: { cohort: Cohort }) {
  const translate = useTranslate();
  const format = useFormat();
  const { kind, mode, refreshedAt } = cohort;
  return (
    <Stack gap={0.5}>
      <Typography sx={{ overflowWrap: 'anywhere' }}>
        <WhoText cohort={cohort} />
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate(`gs.cohorts.${kind}`)} · {translate(`gs.cohorts.${mode}`)}
        {mode === 'static' && refreshedAt !== null && (
          <> · {translate('gs.cohorts.takenDown', { at: format.instant(refreshedAt) })}</>
        )}
      </Typography>
    </Stack>
  );
}
