import ExpandIcon from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import Collapse from '@mui/material/Collapse';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { memo, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { LiveEvent } from '../../api/types.js';
import { usePlatformName } from '../../charts/usePlatformName.js';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { useFormat } from '../../i18n/useFormat.js';
import { TrafficChip } from '../../traffic/TrafficChip.js';
import { MONO_STACK } from '../../theme/tokens.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };
const COLUMNS = 6;
const ID = {
  fontFamily: MONO_STACK,
  fontSize: '12px',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  maxWidth: 180,
};

export function LiveTable({ events }: { events: readonly LiveEvent[] }) {
  const translate = useTranslate();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.data.live')} data-testid="live-table">
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" />
            <TableCell>{translate('gs.live.time')}</TableCell>
            <TableCell>{translate('gs.live.event')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.live.who')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.live.platform')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.live.country')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {events.map((event) => (
            <EventRow key={event.eventId} event={event} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

const EventRow = memo(function EventRow({ event }: { event: LiveEvent }) {
  const translate = useTranslate();
  const format = useFormat();
  const platformName = usePlatformName();
  const [isOpen, setOpen] = useState(false);
  const toggle = () => setOpen((before) => !before);
  return (
    <>
      <TableRow
        hover
        onClick={toggle}
        data-testid="live-event"
        data-event={event.event}
        sx={{ cursor: 'pointer', '& td': { borderBottom: isOpen ? 0 : undefined } }}
      >
        <TableCell padding="checkbox" sx={{ pl: 1 }}>
          <IconButton
            aria-label={translate('gs.live.details', { event: event.event })}
            aria-expanded={isOpen}
            onClick={(click) => {
              click.stopPropagation();
              toggle();
            }}
          >
            <ExpandIcon
              fontSize="small"
              sx={{ transform: isOpen ? 'rotate(90deg)' : 'none', transition: 'transform .12s' }}
            />
          </IconButton>
        </TableCell>
        <TableCell
          sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}
          title={format.instant(event.timestamp)}
        >
          {format.time(event.receivedAt)}
        </TableCell>
        <TableCell sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {event.event}
          <TrafficChip traffic={event.traffic} />
          <Box sx={{ ...ID, display: { xs: 'block', sm: 'none' }, color: 'text.secondary', fontWeight: 400 }}>
            {event.distinctId}
          </Box>
        </TableCell>
        <TableCell sx={{ ...ID, ...WIDE_ONLY, maxWidth: 280 }}>{event.distinctId}</TableCell>
        <TableCell sx={WIDE_ONLY}>{platformName(event.platform)}</TableCell>
        <TableCell sx={WIDE_ONLY}>{event.country || '–'}</TableCell>
      </TableRow>
      {isOpen && (
        <TableRow>
          <TableCell colSpan={COLUMNS} sx={{ pt: 0, pb: 1.5, maxWidth: 0 }}>
            <Collapse in appear>
              <CodeBlock maxHeight={320} testId="live-event-json">
                {JSON.stringify(event, null, 2)}
              </CodeBlock>
            </Collapse>
          </TableCell>
        </TableRow>
      )}
    </>
  );
});
