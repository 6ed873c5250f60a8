import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { useNotify, useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { useMayCampaign } from '../links/useLinks.js';
import type { Destination } from './types.js';
import { useConversionWrites } from './useConversions.js';

/** Destinations that wait for somebody, with the network's own words. */
export function PausedNotes({ destinations }: { destinations: Destination[] }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const mayWrite = useMayCampaign();
  const { resume } = useConversionWrites();
  return destinations
    .filter(({ pausedReason }) => pausedReason !== null)
    .map(({ id, name, pausedReason }) => (
      <Alert
        key={id}
        severity="error"
        data-testid="destination-paused"
        action={
          mayWrite && (
            <Button
              color="inherit"
              size="small"
              loading={resume.isPending}
              onClick={() =>
                resume.mutate(id, {
                  onSuccess: () => notify('gs.conversions.resumed', { type: 'success' }),
                  onError: (error) => notify(errorText(error), { type: 'warning' }),
                })
              }
            >
              {translate('gs.conversions.resume')}
            </Button>
          )
        }
      >
        <AlertTitle>{translate('gs.conversions.pausedText', { name })}</AlertTitle>
        <span style={{ overflowWrap: 'anywhere' }}>{pausedReason}</span>
      </Alert>
    ));
}
