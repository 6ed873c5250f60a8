import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useListController, useTranslate } from 'react-admin';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useFormat } from '../i18n/useFormat.js';
import { ListPagination } from '../layout/ListPagination.js';
import { Panel } from '../layout/Panel.js';
import { RecordTableState } from '../layout/RecordTableState.js';
import { useProject } from '../projects/ProjectContext.js';
import { PeopleTable } from './PeopleTable.js';
import { MOST_PEOPLE, peopleCsv } from './people-csv.js';
import type { Person } from './types.js';
import { useSearchText } from './useSearchText.js';

/** Everybody, the newest first, or those with an id that begins as searched. */
export function PeopleTab() {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const { typed, searched, type } = useSearchText();
  const list = useListController<Person>({
    resource: `projects/${project.id}/persons`,
    sort: { field: 'id', order: 'DESC' },
    filter: searched ? { q: searched } : {},
    perPage: 25,
    disableSyncWithLocation: true,
    storeKey: false,
  });
  const { data = [], total = 0 } = list;
  return (
    <Stack spacing={1.5}>
      {(total > 0 || searched !== '' || typed !== '') && (
        <Stack direction="row" gap={1} flexWrap="wrap" justifyContent="space-between">
          <TextField
            type="search"
            placeholder={translate('gs.people.search')}
            value={typed}
            onChange={(event) => type(event.target.value)}
            slotProps={{
              htmlInput: { 'aria-label': translate('gs.people.search'), 'data-testid': 'people-search' },
            }}
            sx={{ width: { xs: '100%', sm: 320 } }}
          />
          {total > 0 && (
            <Stack direction="row" gap={1} alignItems="center">
              {total > MOST_PEOPLE && (
                <Typography variant="caption" color="text.secondary">
                  {translate('gs.people.exportMost', {
                    most: format.number(MOST_PEOPLE),
                    total: format.number(total),
                  })}
                </Typography>
              )}
              <CsvFileButton name="people" fetch={() => peopleCsv(project.id, searched)} />
            </Stack>
          )}
        </Stack>
      )}
      <Panel isFlush testId="people">
        <RecordTableState
          list={list}
          empty={
            <EmptyState
              title={translate(searched ? 'gs.people.noMatch' : 'gs.people.emptyTitle')}
              text={translate(searched ? 'gs.people.noMatchText' : 'gs.people.emptyText')}
            />
          }
        >
          <PeopleTable people={data} />
          <ListPagination list={list} />
        </RecordTableState>
      </Panel>
    </Stack>
  );
}
