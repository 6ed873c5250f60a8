import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useEventTime } from '../i18n/useEventTime.js';
import { useFormat } from '../i18n/useFormat.js';
import { PersonLink } from '../people/PersonLink.js';
import { ConversionChip } from './ConversionChip.js';
import type { Conversion, Destination } from './types.js';
import { useMoney } from './useMoney.js';
import { useConversionReason } from './useConversionReason.js';

interface Props {
  conversion: Conversion;
  destination: Destination | undefined;
}

export function ConversionFacts({ conversion, destination }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const money = useMoney();
  const reasonOf = useConversionReason();
  const timeOf = useEventTime();
  const { personId, nextAttemptAt, problem } = conversion;
  const facts: [label: string, value: ReactNode][] = [
    ['stateLabel', <ConversionChip key="state" state={conversion.state} />],
    ['problem', problem === null ? null : reasonOf(problem, conversion)],
    ['destination', destination?.name],
    ['event', `${conversion.event} → ${conversion.name}`],
    ['happened', timeOf(conversion.occurredAt)],
    ['amount', money(conversion)],
    [
      'person',
      <PersonLink key="person" personId={personId}>
        {translate('gs.conversions.personOf', { id: personId })}
      </PersonLink>,
    ],
    ['attempts', format.number(conversion.attempts)],
    ['next', nextAttemptAt && timeOf(nextAttemptAt)],
    ['changed', timeOf(conversion.updatedAt)],
    ['eventId', conversion.eventId],
  ];
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 0.75 }}
    >
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <Fact key={label} label={translate(`gs.conversions.${label}`)}>
            {value}
          </Fact>
        ))}
    </Box>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <Typography component="dt" variant="body2" color="text.secondary">
        {label}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
    </>
  );
}
