import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { ListContextProvider, useListController, useTranslate } from 'react-admin';
import type { DeadLetter } from '../../api/types.js';
import { EmptyState } from '../../feedback/EmptyState.js';
import { ListPagination } from '../../layout/ListPagination.js';
import { Panel } from '../../layout/Panel.js';
import { RecordTableState } from '../../layout/RecordTableState.js';
import { useProject } from '../../projects/ProjectContext.js';
import { DeadLettersTable } from './DeadLettersTable.js';
import { REASONS } from './reasons.js';
import { ReplayDialog } from './ReplayDialog.js';

const ALL = 'all';

/** Events that were accepted and then could not become rows, with the reason. */
export function DeadLettersTab() {
  const translate = useTranslate();
  const { project, canManage } = useProject();
  const [isReplaying, setReplaying] = useState(false);
  const list = useListController<DeadLetter>({
    resource: `projects/${project.id}/deadLetters`,
    sort: { field: 'id', order: 'DESC' },
    perPage: 25,
    disableSyncWithLocation: true,
    storeKey: false,
    queryOptions: { refetchInterval: 10_000 },
  });
  const { data = [], total = 0, filterValues, setFilters } = list;
  const filter = filterValues as { reason?: string; q?: string };
  const isFiltered = Boolean(filter.reason ?? filter.q);
  const set = (change: { reason?: string; q?: string }) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => value);
    setFilters(Object.fromEntries(next));
  };
  return (
    <ListContextProvider value={list}>
      <Stack spacing={1.5}>
        {(total > 0 || isFiltered) && (
          <Stack direction="row" gap={1} flexWrap="wrap">
            <TextField
              type="search"
              placeholder={translate('gs.deadLetters.searchLabel')}
              defaultValue={filter.q ?? ''}
              onChange={(event) => set({ q: event.target.value })}
              slotProps={{ htmlInput: { 'aria-label': translate('gs.deadLetters.searchLabel') } }}
              sx={{ width: { xs: '100%', sm: 280 } }}
            />
            <TextField
              select
              label={translate('gs.deadLetters.reason')}
              value={filter.reason ?? ALL}
              onChange={({ target }) => set({ reason: target.value === ALL ? undefined : target.value })}
              sx={{ minWidth: 168 }}
            >
              <MenuItem value={ALL}>{translate('gs.deadLetters.all')}</MenuItem>
              {REASONS.map((reason) => (
                <MenuItem key={reason} value={reason}>
                  {translate(`gs.deadLetters.reasons.${reason}`)}
                </MenuItem>
              ))}
            </TextField>
            {canManage && total > 0 && (
              <Button
                variant="outlined"
                onClick={() => setReplaying(true)}
                sx={{ ml: { sm: 'auto' } }}
                data-testid="replay"
              >
                {translate('gs.replay.open')}
              </Button>
            )}
          </Stack>
        )}
        <Panel isFlush testId="dead-letters">
          <RecordTableState
            list={list}
            empty={
              <EmptyState
                title={translate(isFiltered ? 'gs.deadLetters.noMatch' : 'gs.deadLetters.emptyTitle')}
                text={isFiltered ? undefined : translate('gs.deadLetters.emptyText')}
              />
            }
          >
            <DeadLettersTable letters={data} />
            <ListPagination list={list} />
          </RecordTableState>
        </Panel>
        {isReplaying && (
          <ReplayDialog
            filter={filter}
            onClose={() => {
              setReplaying(false);
              void list.refetch();
            }}
          />
        )}
      </Stack>
    </ListContextProvider>
  );
}
