import type { Cohort } from '@groundswell/contracts';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { requestFile } from '../api/http.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { download } from '../lib/download.js';
import { useProject } from '../projects/ProjectContext.js';
import { AddIdsDialog } from './AddIdsDialog.js';
import { CohortDialog } from './CohortDialog.js';
import { useCohortWrites, useMayReport } from './useCohorts.js';

type Open = 'edit' | 'ids' | 'delete' | null;

export function CohortActions({ cohort }: { cohort: Cohort }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { project } = useProject();
  const { refresh, remove } = useCohortWrites();
  const mayWrite = useMayReport();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <>
      <ExportButton cohort={cohort} />
      {mayWrite && (
        <>
          {cohort.kind === 'list' && (
            <Button variant="outlined" onClick={() => setOpen('ids')}>
              {translate('gs.cohorts.addIds')}
            </Button>
          )}
          {cohort.mode === 'static' && (
            <Button
              variant="outlined"
              loading={refresh.isPending}
              onClick={() =>
                refresh.mutate(cohort.id, { onError: (error) => notify(errorText(error), { type: 'error' }) })
              }
            >
              {translate('gs.cohorts.refresh')}
            </Button>
          )}
          <Button variant="outlined" onClick={() => setOpen('edit')}>
            {translate('gs.cohorts.change')}
          </Button>
          <Button color="error" onClick={() => setOpen('delete')}>
            {translate('gs.action.delete')}
          </Button>
        </>
      )}
      {open === 'edit' && <CohortDialog cohort={cohort} onClose={close} />}
      {open === 'ids' && <AddIdsDialog cohort={cohort} onClose={close} />}
      {open === 'delete' && (
        <ConfirmDialog
          title={translate('gs.cohorts.deleteTitle', { name: cohort.name })}
          text={translate('gs.cohorts.deleteText')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={async () => {
            await remove.mutateAsync(cohort.id);
            void navigate(`/p/${project.id}/cohorts`);
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function ExportButton({ cohort }: { cohort: Cohort }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { project } = useProject();
  const save = useMutation({
    mutationFn: () => requestFile(`projects/${project.id}/cohorts/${cohort.id}/people?format=csv`),
    onSuccess: (csv) => download(`${cohort.name}.csv`, csv),
    onError: (error) => notify(errorText(error), { type: 'error' }),
  });
  return (
    <Button
      variant="outlined"
      startIcon={<DownloadIcon fontSize="small" />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {translate('gs.action.exportCsv')}
    </Button>
  );
}
