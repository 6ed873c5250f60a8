import { RESENDABLE_STATES } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { CloseActions } from '../feedback/CloseActions.js';
import { CodeBlock } from '../feedback/CodeBlock.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useMayCampaign } from '../links/useLinks.js';
import { ConversionFacts } from './ConversionFacts.js';
import { DryRunDialog } from './DryRunDialog.js';
import type { Conversion, Destination } from './types.js';
import { useConversion, useConversionWrites } from './useConversions.js';

interface Props {
  id: number;
  destinations: Destination[];
  onClose(): void;
}

/** One conversion: where it is, what was sent, what the network said. */
export function ConversionDialog({ id, destinations, onClose }: Props) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const conversion = useConversion(id);
  const [isTrying, setTrying] = useState(false);
  const found = conversion.data;
  const destination = destinations.find((one) => one.id === found?.destinationId);
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth data-testid="conversion-dialog">
      <DialogTitle>{translate('gs.conversions.one', { id })}</DialogTitle>
      <DialogContent>
        <ReportBody report={conversion} height={240}>
          {(one) => (
            <Stack spacing={2}>
              <ConversionFacts conversion={one} destination={destination} />
              <Exchange conversion={one} />
            </Stack>
          )}
        </ReportBody>
      </DialogContent>
      <CloseActions onClose={onClose}>
        {mayWrite && destination && (
          <Button onClick={() => setTrying(true)}>{translate('gs.conversions.dryRun')}</Button>
        )}
        {mayWrite && found && <Resend conversion={found} />}
      </CloseActions>
      {isTrying && destination && (
        <DryRunDialog destination={destination} conversionId={id} onClose={() => setTrying(false)} />
      )}
    </Dialog>
  );
}

function Exchange({ conversion: { request, answer } }: { conversion: Conversion }) {
  const translate = useTranslate();
  if (request === null && answer === null) {
    return (
      <Typography variant="body2" color="text.secondary">
        {translate('gs.conversions.notSent')}
      </Typography>
    );
  }
  return (
    <Stack spacing={1}>
      <Typography variant="subtitle2" component="h3">
        {translate('gs.conversions.sent')}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate('gs.conversions.sentHelp')}
      </Typography>
      <CodeBlock maxHeight={280} testId="conversion-request">
        {JSON.stringify(request, null, 2)}
      </CodeBlock>
      <Typography variant="subtitle2" component="h3" sx={{ pt: 1 }}>
        {translate('gs.conversions.answer')}
      </Typography>
      <CodeBlock maxHeight={160}>{answer ?? '–'}</CodeBlock>
    </Stack>
  );
}

function Resend({ conversion: { id, state } }: { conversion: Conversion }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { resend } = useConversionWrites();
  if (!RESENDABLE_STATES.includes(state)) return null;
  return (
    <Button
      loading={resend.isPending}
      onClick={() =>
        resend.mutate(id, {
          onSuccess: () => notify('gs.conversions.resent', { type: 'success' }),
          onError: (error) => notify(errorText(error), { type: 'warning' }),
        })
      }
    >
      {translate('gs.conversions.resend')}
    </Button>
  );
}
