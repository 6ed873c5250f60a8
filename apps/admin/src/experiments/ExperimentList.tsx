import { EXPERIMENT_STATES, type Experiment } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import ScienceIcon from '@mui/icons-material/ScienceOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TablePagination from '@mui/material/TablePagination';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { ExperimentTable } from './ExperimentTable.js';
import { useExperimentList, useMayExperiment } from './useExperiments.js';

const PER_PAGE = 25;

/** What was tried, what runs, and what was learned. */
export function ExperimentList() {
  const translate = useTranslate();
  const mayWrite = useMayExperiment();
  const [params, change] = useUrlState();
  const state = EXPERIMENT_STATES.find((one) => one === params.get('state')) ?? 'all';
  const q = params.get('q') ?? '';
  const page = Math.max(1, Number(params.get('page')) || 1);
  const filter = { ...(state !== 'all' && { state }), ...(q !== '' && { q }) };
  const list = useExperimentList(filter, page, PER_PAGE);
  const newButton = mayWrite && (
    <Button variant="contained" component={Link} to="new" startIcon={<AddIcon fontSize="small" />}>
      {translate('gs.experiments.new')}
    </Button>
  );
  const states = ['all', ...EXPERIMENT_STATES] as const;
  return (
    <>
      <PageHeader title={translate('gs.nav.experiments')} note={translate('gs.experiments.help')}>
        <Button component={Link} to="layers" color="inherit" data-testid="to-layers">
          {translate('gs.layers.title')}
        </Button>
        {newButton}
      </PageHeader>
      <Stack
        direction={{ xs: 'column', sm: 'row' }}
        gap={1.5}
        sx={{ mb: 2, '& > *': { maxWidth: '100%', overflowX: 'auto' } }}
      >
        <TextField
          type="search"
          size="small"
          label={translate('gs.experiments.search')}
          value={q}
          onChange={({ target }) => change({ q: target.value, page: null })}
          sx={{ flex: 1, maxWidth: { sm: 440 } }}
          slotProps={{ htmlInput: { 'data-testid': 'experiment-search' } }}
        />
        <Segmented
          label={translate('gs.experiments.state')}
          value={state}
          options={states.map((value) => ({
            value,
            label: translate(value === 'all' ? 'gs.experiments.all' : `gs.experiments.states.${value}`),
          }))}
          onChange={(next) => change({ state: next === 'all' ? null : next, page: null })}
        />
      </Stack>
      <Panel isFlush testId="experiments">
        <ReportBody report={list} height={240}>
          {({ data, total }: { data: Experiment[]; total: number }) => (
            <div {...outdatedStyle(list.isPlaceholderData)}>
              {total > 0 && <ExperimentTable experiments={data} />}
              {total === 0 && (
                <NothingYet isFiltered={Object.keys(filter).length > 0}>{newButton}</NothingYet>
              )}
              {total > PER_PAGE && (
                <TablePagination
                  component="div"
                  count={total}
                  page={page - 1}
                  rowsPerPage={PER_PAGE}
                  rowsPerPageOptions={[PER_PAGE]}
                  onPageChange={(_event, next) => change({ page: String(next + 1) })}
                />
              )}
            </div>
          )}
        </ReportBody>
      </Panel>
    </>
  );
}

function outdatedStyle(isOutdated: boolean) {
  const { sx, ...rest } = outdated(isOutdated);
  return { ...rest, style: sx };
}

function NothingYet({ isFiltered, children }: { isFiltered: boolean; children: React.ReactNode }) {
  const translate = useTranslate();
  if (isFiltered) return <EmptyState title={translate('gs.experiments.nothingFound')} />;
  return (
    <EmptyState
      icon={<ScienceIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
      title={translate('gs.experiments.empty')}
      text={translate('gs.experiments.emptyText')}
    >
      {children}
    </EmptyState>
  );
}
