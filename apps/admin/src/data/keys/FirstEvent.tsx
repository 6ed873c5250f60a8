import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { LiveEvent } from '../../api/types.js';
import { usePlatformName } from '../../charts/usePlatformName.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Pulse } from '../live/Pulse.js';
import { useLiveEvents } from '../live/useLiveEvents.js';
import { ago } from './ago.js';
import { sdkOf } from './sdk-of.js';

/** Says within seconds whether what was copied works. */
export function FirstEvent() {
  const translate = useTranslate();
  const { events, error } = useLiveEvents(true);
  const newest = events?.[0];
  return (
    <Stack direction="row" gap={1.25} role="status" data-testid="first-event">
      {/* Beside the first line, however many there are. */}
      <Box sx={{ pt: '6px', flexShrink: 0 }}>
        <Pulse isOn={!error} />
      </Box>
      <Typography variant="body2" component="div" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {error ? (
          translate('gs.live.offline')
        ) : newest ? (
          <Received event={newest} />
        ) : (
          translate('gs.live.waiting')
        )}
      </Typography>
    </Stack>
  );
}

function Received({ event }: { event: LiveEvent }) {
  const translate = useTranslate();
  const platformName = usePlatformName();
  const { tag } = useFormat();
  const now = useNow();
  const since = ago(now - Date.parse(event.receivedAt), tag);
  const sdk = sdkOf(event) ?? (event.platform === 'other' ? null : platformName(event.platform));
  return (
    <>
      {translate('gs.keys.received')}
      <strong>{event.event}</strong>
      {sdk === null
        ? translate('gs.keys.receivedAgo', { ago: since })
        : translate('gs.keys.receivedFrom', { ago: since, sdk })}
    </>
  );
}

/** The clock, each second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
