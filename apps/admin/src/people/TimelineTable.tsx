import ExpandIcon from '@mui/icons-material/ChevronRight';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { memo, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { LiveEvent } from '../api/types.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { CodeBlock } from '../feedback/CodeBlock.js';
import { useEventTime } from '../i18n/useEventTime.js';
import { useProject } from '../projects/ProjectContext.js';
import { TrafficChip } from '../traffic/TrafficChip.js';
import { MONO_STACK } from '../theme/tokens.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };
const ID = {
  fontFamily: MONO_STACK,
  fontSize: '12px',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  maxWidth: 240,
};

export function TimelineTable({ events }: { events: LiveEvent[] }) {
  const translate = useTranslate();
  const { project } = useProject();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.people.timeline')}>
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" />
            <TableCell>{translate('gs.live.timeIn', { zone: project.timeZone })}</TableCell>
            <TableCell>{translate('gs.live.event')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.live.who')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.live.platform')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {events.map((event) => (
            <EventRows key={event.eventId} event={event} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

const EventRows = memo(function EventRows({ event }: { event: LiveEvent }) {
  const translate = useTranslate();
  const timeOf = useEventTime();
  const platformName = usePlatformName();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <TableRow hover data-testid="timeline-event" sx={{ '& td': { borderBottom: isOpen ? 0 : undefined } }}>
        <TableCell padding="checkbox" sx={{ pl: 1 }}>
          <IconButton
            aria-label={translate('gs.live.details', { event: event.event })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <ExpandIcon fontSize="small" sx={{ transform: isOpen ? 'rotate(90deg)' : 'none' }} />
          </IconButton>
        </TableCell>
        <TableCell sx={{ whiteSpace: { sm: 'nowrap' }, color: 'text.secondary' }}>
          {timeOf(event.timestamp)}
        </TableCell>
        <TableCell sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {event.event}
          <TrafficChip traffic={event.traffic} />
        </TableCell>
        <TableCell sx={{ ...ID, ...WIDE_ONLY }} title={event.distinctId}>
          {event.distinctId}
        </TableCell>
        <TableCell sx={WIDE_ONLY}>{platformName(event.platform)}</TableCell>
      </TableRow>
      {isOpen && (
        <TableRow>
          <TableCell colSpan={5} sx={{ pt: 0, pb: 1.5, maxWidth: 0 }}>
            <CodeBlock maxHeight={320}>{JSON.stringify(event, null, 2)}</CodeBlock>
          </TableCell>
        </TableRow>
      )}
    </>
  );
});
