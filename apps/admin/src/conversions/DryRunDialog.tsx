import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CloseActions } from '../feedback/CloseActions.js';
import { CodeBlock } from '../feedback/CodeBlock.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { ConversionChip } from './ConversionChip.js';
import type { Destination, DryRun } from './types.js';
import { useDryRun } from './useConversions.js';
import { useConversionReason } from './useConversionReason.js';

interface Props {
  destination: Pick<Destination, 'id' | 'name'>;
  conversionId?: number;
  onClose(): void;
}

/** What would be sent now, to the letter. */
export function DryRunDialog({ destination: { id, name }, conversionId, onClose }: Props) {
  const translate = useTranslate();
  const dryRun = useDryRun(id, conversionId);
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth data-testid="dry-run">
      <DialogTitle sx={{ overflowWrap: 'anywhere' }}>
        {translate('gs.conversions.dryRunOf', { name })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" color="text.secondary" sx={{ mb: 2 }}>
          {translate('gs.conversions.dryRunText')}
        </Typography>
        <ReportBody report={dryRun} height={200}>
          {(found) => <DryRunBody dryRun={found} />}
        </ReportBody>
      </DialogContent>
      <CloseActions onClose={onClose} />
    </Dialog>
  );
}

function DryRunBody({ dryRun: { requests, left } }: { dryRun: DryRun }) {
  const translate = useTranslate();
  const reasonOf = useConversionReason();
  if (requests.length + left.length === 0) {
    return <EmptyState title={translate('gs.conversions.dryRunNone')} />;
  }
  return (
    <Stack spacing={2}>
      {requests.map(({ url, body }, at) => (
        <CodeBlock key={at} maxHeight={360} testId="dry-run-request">
          {`POST ${url}\n\n${JSON.stringify(body, null, 2)}`}
        </CodeBlock>
      ))}
      {left.length > 0 && (
        <Typography variant="subtitle2" component="h3">
          {translate('gs.conversions.left')}
        </Typography>
      )}
      {left.map(({ eventId, state, reason, ...fault }) => (
        <Stack key={eventId} direction="row" gap={1} alignItems="center" flexWrap="wrap">
          <ConversionChip state={state} />
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            {reasonOf(reason, fault)}
          </Typography>
          <Typography variant="caption" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
            {eventId}
          </Typography>
        </Stack>
      ))}
    </Stack>
  );
}
