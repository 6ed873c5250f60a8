import type { ReferralProgram } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/AddOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import ReferralIcon from '@mui/icons-material/ShareOutlined';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { useRange } from '../range/useRange.js';
import { ProgramDialog } from './ProgramDialog.js';
import { ReferralReport } from './ReferralReport.js';
import { useMayRefer, usePrograms } from './useReferral.js';

/** Who brings friends, by the project's referral programmes. */
export function ReferralPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const programs = usePrograms();
  const mayChange = useMayRefer();
  const [params, change] = useUrlState();
  const { anchor, isPast } = useRange('90d');
  const [editing, setEditing] = useState<'new' | 'chosen' | null>(null);
  if (project.lastDay === null) return <EmptyProject title={translate('gs.referral.title')} />;
  const all = programs.data ?? [];
  const chosen = all.find(({ id }) => String(id) === params.get('program')) ?? all[0];
  const choose = (id: number) => change({ program: String(id) });
  const newButton = mayChange && (
    <Button
      variant="outlined"
      startIcon={<AddIcon />}
      onClick={() => setEditing('new')}
      data-testid="new-program"
    >
      {translate('gs.referral.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.referral.title')} note={isPast && <PastDataNote lastDay={anchor} />}>
        {chosen && (
          <Stack direction="row" gap={1} flexWrap="wrap">
            <ProgramChoice programs={all} chosen={chosen} onChoose={choose} />
            {mayChange && (
              <Button color="inherit" startIcon={<EditIcon />} onClick={() => setEditing('chosen')}>
                {translate('gs.referral.edit')}
              </Button>
            )}
            {newButton}
          </Stack>
        )}
      </PageHeader>
      <ReportBody report={programs} height={480}>
        {() =>
          chosen ? <ReferralReport key={chosen.id} program={chosen} /> : <NoProgram>{newButton}</NoProgram>
        }
      </ReportBody>
      {editing && (
        <ProgramDialog
          program={editing === 'chosen' ? chosen : undefined}
          onSaved={choose}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function ProgramChoice({
  programs,
  chosen,
  onChoose,
}: {
  programs: ReferralProgram[];
  chosen: ReferralProgram;
  onChoose(id: number): void;
}) {
  const translate = useTranslate();
  return (
    <TextField
      select
      size="small"
      label={translate('gs.referral.program')}
      value={chosen.id}
      onChange={({ target }) => onChoose(Number(target.value))}
      sx={{ minWidth: 180 }}
    >
      {programs.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

function NoProgram({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<ReferralIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate('gs.referral.emptyTitle')}
        text={`${translate('gs.referral.emptyText')} ${children ? '' : translate('gs.referral.emptyViewer')}`}
        testId="referral-empty"
      >
        {children}
      </EmptyState>
    </Panel>
  );
}
