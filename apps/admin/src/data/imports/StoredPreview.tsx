import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { PROBLEM_SENTENCES } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { usePlatformName } from '../../charts/usePlatformName.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useReason } from '../../i18n/useReason.js';
import { useProject } from '../../projects/ProjectContext.js';
import type { PreviewedEvent, Reading } from './types.js';
import type { Preview } from './preview-file.js';
import { usePreviewed } from './usePreviewed.js';

interface Props {
  preview: Preview;
  reading: Reading;
  /** Null while it is incomplete. */
  mapping: Record<string, unknown> | null;
}

/** The first rows as they would be stored, with the time on the clocks of the project. */
export function StoredPreview({ preview, reading, mapping }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { project } = useProject();
  const { data, error, isPending, fetchStatus } = usePreviewed(preview.objects, reading, mapping);
  const isIdle = isPending && fetchStatus === 'idle';
  const events = inPlaces(data?.events ?? [], preview.uneven);
  if (isIdle && preview.uneven.length === 0) return null;
  return (
    <div>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {translate('gs.imports.stored')}
      </Typography>
      {error && <Alert severity="error">{errorText(error)}</Alert>}
      {isPending && !isIdle && <Skeleton variant="rounded" height={120} />}
      {(data || isIdle) && !error && (
        <TableContainer sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
          <Table size="small" aria-label={translate('gs.imports.stored')} data-testid="import-stored">
            <TableHead>
              <TableRow>
                <TableCell>{translate('gs.imports.event')}</TableCell>
                <TableCell>{translate('gs.imports.person')}</TableCell>
                <TableCell>{translate('gs.imports.timeIn', { zone: project.timeZone })}</TableCell>
                <TableCell>{translate('gs.imports.platform')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {events.map((event) => (
                <StoredRow key={event.line} value={event} saysWho={typeof data?.format === 'string'} />
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </div>
  );
}

const UNEVEN: Omit<PreviewedEvent, 'line'> = {
  reason: PROBLEM_SENTENCES.row_columns,
  code: 'row_columns',
  ...{ event: null, userId: null, anonymousId: null, timestamp: null, platform: null },
};

/** With the rows that were not sent, as no import would read them, each in its place of the file. */
function inPlaces(events: PreviewedEvent[], uneven: number[]): PreviewedEvent[] {
  if (events.length === 0) return uneven.map((line) => ({ ...UNEVEN, line }));
  const rest = [...events];
  return Array.from({ length: events.length + uneven.length }, (_, at) => {
    const line = at + 1;
    return { ...(uneven.includes(line) ? UNEVEN : rest.shift()!), line };
  });
}

const CLIPPED = { maxWidth: 220, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };

interface StoredRowProps {
  value: PreviewedEvent;
  /** Whether the source tells a user's id from a device's. */
  saysWho: boolean;
}

function StoredRow({ value, saysWho }: StoredRowProps) {
  const translate = useTranslate();
  const format = useFormat();
  const platformName = usePlatformName();
  const reasonOf = useReason();
  const { project } = useProject();
  if (value.reason !== null) {
    return (
      <TableRow>
        <TableCell colSpan={4} sx={{ color: 'error.main', overflowWrap: 'anywhere' }}>
          {translate('gs.imports.wouldRefuse', {
            line: format.number(value.line),
            reason: reasonOf(value.reason, value),
          })}
        </TableCell>
      </TableRow>
    );
  }
  const who = value.userId ?? value.anonymousId ?? '';
  return (
    <TableRow>
      <TableCell sx={{ ...CLIPPED, fontWeight: 600 }}>{value.event}</TableCell>
      <TableCell title={who}>
        <Stack direction="row" alignItems="baseline" gap={0.75}>
          <Box component="span" sx={CLIPPED}>
            {who}
          </Box>
          {saysWho && value.userId === null && (
            <Typography component="span" variant="caption" color="text.secondary">
              {translate('gs.imports.anonymous')}
            </Typography>
          )}
        </Stack>
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {value.timestamp && inZone(value.timestamp, project.timeZone)}
      </TableCell>
      <TableCell>{value.platform && platformName(value.platform)}</TableCell>
    </TableRow>
  );
}

/** `2024-03-25 18:00:00`: the same in every language, to compare with the file. */
function inZone(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return format.format(new Date(instant));
}
