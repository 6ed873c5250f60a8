import type { Cohort } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import CohortIcon from '@mui/icons-material/GroupsOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { CohortDialog } from './CohortDialog.js';
import { CohortTable } from './CohortTable.js';
import { OverlapPanel } from './OverlapPanel.js';
import { useCohorts, useMayReport } from './useCohorts.js';

/** Saved audiences, how many people each holds, and how many two of them share. */
export function CohortList() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const cohorts = useCohorts();
  const mayWrite = useMayReport();
  const [isNew, setNew] = useState(false);
  const newButton = mayWrite && (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setNew(true)} data-testid="new-cohort">
      {translate('gs.cohorts.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.cohorts.title')} note={translate('gs.cohorts.help')}>
        {newButton}
      </PageHeader>
      <ReportBody report={cohorts} height={320}>
        {(found: Cohort[]) =>
          found.length > 0 ? (
            <Stack spacing={2}>
              <Panel isFlush>
                <CohortTable cohorts={found} />
              </Panel>
              {found.length > 1 && <OverlapPanel cohorts={found} />}
            </Stack>
          ) : (
            <Panel>
              <EmptyState
                icon={<CohortIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
                title={translate('gs.cohorts.empty')}
                text={translate('gs.cohorts.emptyText')}
              />
            </Panel>
          )
        }
      </ReportBody>
      {isNew && (
        <CohortDialog
          cohort={null}
          onClose={() => setNew(false)}
          onSaved={({ id }) => void navigate(String(id))}
        />
      )}
    </>
  );
}
