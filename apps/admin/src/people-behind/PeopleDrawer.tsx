import CloseIcon from '@mui/icons-material/Close';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { Segmented } from '../layout/Segmented.js';
import { BehindList } from './BehindList.js';
import { type Behind, type PeopleAsk, counterparts, writeBehind } from './behind.js';
import { useBehindCsv, useBehindPeople } from './useBehindPeople.js';
import { useCellText } from './useCellText.js';

interface Props {
  query: PeopleAsk;
  behind: Behind;
  onChange(behind: Behind): void;
  onClose(): void;
}

/** From the side of a wide screen, from the bottom of a narrow one. Escape closes it, and the number has the focus again. */
export function PeopleDrawer({ query, behind, onChange, onClose }: Props) {
  const translate = useTranslate();
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': translate('gs.behind.title'),
          'data-testid': 'people-behind',
          sx: { width: { xs: '100%', sm: 440 }, display: 'flex', flexDirection: 'column' },
        } as object,
      }}
    >
      <Head query={query} behind={behind} onChange={onChange} onClose={onClose} />
      <People key={writeBehind(behind)} query={query} behind={behind} />
    </Drawer>
  );
}

function Head({ query, behind, onChange, onClose }: Props) {
  const translate = useTranslate();
  const cellText = useCellText();
  const others = counterparts(behind);
  const current = others?.find(({ cell }) => JSON.stringify(cell) === JSON.stringify(behind.cell));
  return (
    <Box sx={{ px: 2, pt: 1.5, pb: 1 }}>
      <Stack direction="row" alignItems="flex-start" justifyContent="space-between" gap={1}>
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h2">{translate('gs.behind.title')}</Typography>
          <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
            {cellText(query, behind)}
          </Typography>
        </Box>
        <IconButton
          autoFocus
          onClick={onClose}
          aria-label={translate('gs.action.close')}
          sx={{ mt: -0.5, mr: -1 }}
        >
          <CloseIcon fontSize="small" />
        </IconButton>
      </Stack>
      {others && (
        <Box sx={{ mt: 1, overflowX: 'auto' }}>
          <Segmented
            label={translate('gs.behind.which')}
            value={current?.key ?? ''}
            options={others.map(({ key }) => ({ value: key, label: translate(`gs.behind.${key}`) }))}
            onChange={(key) => {
              const cell = others.find((one) => one.key === key)?.cell;
              if (cell) onChange({ ...behind, cell });
            }}
          />
        </Box>
      )}
    </Box>
  );
}

function People({ query, behind }: { query: PeopleAsk; behind: Behind }) {
  const translate = useTranslate();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const { data, error, refetch, isPlaceholderData } = useBehindPeople({ query, behind }, page);
  const csv = useBehindCsv({ query, behind });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.total === 0) return <EmptyState title={translate('gs.behind.nobody')} />;
  return (
    <>
      <Stack
        direction="row"
        alignItems="center"
        justifyContent="space-between"
        sx={{ px: 2, pb: 1, borderBottom: 1, borderColor: 'divider' }}
      >
        <Typography variant="body2" role="status" data-testid="behind-total" sx={{ fontWeight: 600 }}>
          {translate('gs.behind.count', { smart_count: data.total, count: format.number(data.total) })}
        </Typography>
        <Button
          startIcon={<DownloadIcon fontSize="small" />}
          loading={csv.isPending}
          loadingPosition="start"
          onClick={() => csv.mutate()}
          data-testid="behind-csv"
        >
          {translate('gs.action.exportCsv')}
        </Button>
      </Stack>
      <BehindList answer={data} isOutdated={isPlaceholderData} onPage={setPage} />
    </>
  );
}

function Waiting() {
  return (
    <Stack spacing={1} sx={{ px: 2 }} aria-busy>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} variant="rounded" height={40} />
      ))}
    </Stack>
  );
}
