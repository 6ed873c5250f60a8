import { useListController, useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { ListPagination } from '../layout/ListPagination.js';
import { Panel } from '../layout/Panel.js';
import { RecordTableState } from '../layout/RecordTableState.js';
import { useProject } from '../projects/ProjectContext.js';
import { MergesTable } from './MergesTable.js';
import type { PersonMerge } from './types.js';

/** Everybody who was merged on purpose, by hand or by an SDK, the newest first. */
export function MergeLog() {
  const translate = useTranslate();
  const { project } = useProject();
  const list = useListController<PersonMerge>({
    resource: `projects/${project.id}/persons/merges`,
    sort: { field: 'id', order: 'DESC' },
    perPage: 25,
    disableSyncWithLocation: true,
    storeKey: false,
  });
  return (
    <Panel isFlush testId="merge-log">
      <RecordTableState
        list={list}
        empty={
          <EmptyState title={translate('gs.people.noMerges')} text={translate('gs.people.noMergesText')} />
        }
      >
        <MergesTable merges={list.data ?? []} />
        <ListPagination list={list} />
      </RecordTableState>
    </Panel>
  );
}
