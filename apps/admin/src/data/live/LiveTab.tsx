import PauseIcon from '@mui/icons-material/Pause';
import PlayIcon from '@mui/icons-material/PlayArrow';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../../feedback/EmptyState.js';
import { ErrorState } from '../../feedback/ErrorState.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { LiveTable } from './LiveTable.js';
import { Pulse } from './Pulse.js';
import { WaitingForEvents } from './WaitingForEvents.js';
import { useLiveEvents } from './useLiveEvents.js';

export function LiveTab() {
  const translate = useTranslate();
  const format = useFormat();
  const [isOn, setOn] = useState(true);
  const [text, setText] = useState('');
  const { events, error, retry } = useLiveEvents(isOn);
  if (events === null) {
    return (
      <Panel>
        {error ? <ErrorState error={error} onRetry={retry} /> : <Skeleton variant="rounded" height={320} />}
      </Panel>
    );
  }
  if (events.length === 0) return <WaitingForEvents />;
  const wanted = text.trim().toLowerCase();
  const shown = events.filter(({ event, distinctId }) =>
    `${event}\n${distinctId}`.toLowerCase().includes(wanted),
  );
  const status = error ? 'gs.live.offline' : isOn ? 'gs.live.listening' : 'gs.live.paused';
  return (
    <Stack spacing={1.5}>
      <Stack direction="row" alignItems="center" gap={1.5} flexWrap="wrap">
        <Stack direction="row" alignItems="center" gap={1} role="status">
          <Pulse isOn={isOn && !error} />
          <Typography variant="body2">{translate(status)}</Typography>
        </Stack>
        <Button
          variant="outlined"
          onClick={() => setOn(!isOn)}
          startIcon={isOn ? <PauseIcon fontSize="small" /> : <PlayIcon fontSize="small" />}
          data-testid="live-pause"
        >
          {translate(isOn ? 'gs.live.pause' : 'gs.live.resume')}
        </Button>
        <Box sx={{ flex: 1 }} />
        <TextField
          type="search"
          placeholder={translate('gs.live.filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': translate('gs.live.filter') } }}
          sx={{ width: { xs: '100%', sm: 260 } }}
        />
      </Stack>
      <Panel isFlush testId="live-events">
        {shown.length > 0 ? (
          <LiveTable events={shown} />
        ) : (
          <EmptyState title={translate('gs.live.noMatch')} />
        )}
      </Panel>
      <Typography variant="caption" color="text.secondary">
        {translate('gs.live.note', { smart_count: events.length, count: format.number(events.length) })}
      </Typography>
    </Stack>
  );
}
