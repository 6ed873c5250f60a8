import { CONVERSION_STATES, type ConversionState } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TablePagination from '@mui/material/TablePagination';
import TextField from '@mui/material/TextField';
import { useNotify, useTranslate } from 'react-admin';
import { requestFile } from '../api/http.js';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useMayCampaign } from '../links/useLinks.js';
import { useProject } from '../projects/ProjectContext.js';
import { ConversionDialog } from './ConversionDialog.js';
import { OutboxTable } from './OutboxTable.js';
import { StateFilter } from './StateFilter.js';
import type { Destination } from './types.js';
import { PER_PAGE, filterOf, useConversionWrites, useOutbox } from './useConversions.js';

const ALL = 'all';

/** Every conversion with what became of it; what is chosen is in the address. */
export function OutboxPanel({ destinations }: { destinations: Destination[] }) {
  const translate = useTranslate();
  const [url, setUrl] = useUrlState();
  const state = CONVERSION_STATES.find((one) => one === url.get('state')) ?? null;
  const destination = destinations.find(({ id }) => String(id) === url.get('destination')) ?? null;
  const page = Math.max(1, Number(url.get('page')) || 1);
  const outbox = useOutbox({ state, destinationId: destination?.id ?? null, page });
  const open = Number(url.get('conversion')) || null;
  return (
    <Panel
      title={translate('gs.conversions.outbox')}
      actions={outbox.data?.total ? <OutboxFile state={state} destination={destination} /> : undefined}
      isFlush
      testId="outbox"
    >
      <Stack direction="row" gap={1.5} flexWrap="wrap" alignItems="center" sx={{ px: 2, pb: 1.5 }}>
        <TextField
          select
          label={translate('gs.conversions.destination')}
          value={destination?.id ?? ALL}
          onChange={({ target }) =>
            setUrl({ destination: target.value === ALL ? null : String(target.value), page: null })
          }
          sx={{ minWidth: 184 }}
        >
          <MenuItem value={ALL}>{translate('gs.conversions.allDestinations')}</MenuItem>
          {destinations.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <StateFilter
          destinationId={destination?.id ?? null}
          value={state}
          onChange={(next) => setUrl({ state: next, page: null })}
        />
        {state === 'dead' && destination && <ResendDead destination={destination} />}
      </Stack>
      <ReportBody report={outbox} height={240}>
        {({ data, total }) =>
          total === 0 ? (
            <Nothing state={state} />
          ) : (
            <div {...dimmed(outbox.isPlaceholderData)}>
              <OutboxTable
                conversions={data}
                destinations={destinations}
                onOpen={(id) => setUrl({ conversion: String(id) })}
              />
              <TablePagination
                component="div"
                count={total}
                page={Math.min(page - 1, Math.floor((total - 1) / PER_PAGE))}
                rowsPerPage={PER_PAGE}
                rowsPerPageOptions={[PER_PAGE]}
                onPageChange={(_event, next) => setUrl({ page: next === 0 ? null : String(next + 1) })}
                labelDisplayedRows={({ from, to, count }) =>
                  translate('ra.navigation.page_range_info', {
                    ...{ offsetBegin: from, offsetEnd: to, total: count },
                  })
                }
                getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
              />
            </div>
          )
        }
      </ReportBody>
      {open !== null && (
        <ConversionDialog
          id={open}
          destinations={destinations}
          onClose={() => setUrl({ conversion: null })}
        />
      )}
    </Panel>
  );
}

/** All that the filter keeps, not the page alone. */
function OutboxFile({
  state,
  destination,
}: {
  state: ConversionState | null;
  destination: Destination | null;
}) {
  const { project } = useProject();
  const filter = filterOf({ state, destinationId: destination?.id ?? null });
  const path = `projects/${project.id}/conversions/file?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return <CsvFileButton name="conversions" fetch={() => requestFile(path)} />;
}

const dimmed = (isOutdated: boolean) => {
  const { sx, ...props } = outdated(isOutdated);
  return { ...props, style: { opacity: sx.opacity } };
};

function Nothing({ state }: { state: ConversionState | null }) {
  const translate = useTranslate();
  if (state !== null) return <EmptyState title={translate('gs.conversions.outboxNoMatch')} />;
  return (
    <EmptyState
      title={translate('gs.conversions.outboxEmpty')}
      text={translate('gs.conversions.outboxEmptyText')}
    />
  );
}

function ResendDead({ destination: { id } }: { destination: Destination }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { resendDead } = useConversionWrites();
  if (!useMayCampaign()) return null;
  return (
    <Button
      size="small"
      loading={resendDead.isPending}
      onClick={() =>
        resendDead.mutate(id, {
          onSuccess: ({ resent: count }) =>
            notify('gs.conversions.resentMany', { type: 'success', messageArgs: { count } }),
          onError: (error) => notify(errorText(error), { type: 'warning' }),
        })
      }
    >
      {translate('gs.conversions.resendDead')}
    </Button>
  );
}
