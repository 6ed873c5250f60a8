import AddIcon from '@mui/icons-material/PersonAddAltOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useListController, useTranslate } from 'react-admin';
import type { Member } from '../api/types.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { Panel } from '../layout/Panel.js';
import { RecordTableState } from '../layout/RecordTableState.js';
import { useProject } from '../projects/ProjectContext.js';
import { AddMemberDialog } from './AddMemberDialog.js';
import { MembersTable } from './MembersTable.js';

/** More than a page would be a company's worth of people; the API gives up to a thousand. */
const ALL = 1000;

export function MembersTab() {
  const translate = useTranslate();
  const { project, canManage } = useProject();
  const [isAdding, setAdding] = useState(false);
  const list = useListController<Member>({
    resource: `projects/${project.id}/members`,
    sort: { field: 'email', order: 'ASC' },
    perPage: ALL,
    disableSyncWithLocation: true,
    storeKey: false,
  });
  const refetch = () => void list.refetch();
  return (
    <Stack spacing={1.5}>
      {canManage && (
        <Stack direction="row">
          <Button
            variant="contained"
            startIcon={<AddIcon fontSize="small" />}
            onClick={() => setAdding(true)}
          >
            {translate('gs.members.add')}
          </Button>
        </Stack>
      )}
      <Panel isFlush testId="members">
        <RecordTableState list={list} empty={<EmptyState title={translate('gs.settings.members')} />}>
          <MembersTable members={list.data ?? []} onChanged={refetch} />
        </RecordTableState>
      </Panel>
      {isAdding && <AddMemberDialog onAdded={refetch} onClose={() => setAdding(false)} />}
    </Stack>
  );
}
