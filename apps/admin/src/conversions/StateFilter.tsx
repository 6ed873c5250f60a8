import { CONVERSION_STATES, type ConversionState } from '@groundswell/contracts';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useCounts } from './useConversions.js';

interface Props {
  destinationId: number | null;
  /** Null: all. */
  value: ConversionState | null;
  onChange(value: ConversionState | null): void;
}

/** How many are in each state; one of them may be looked at alone. */
export function StateFilter({ destinationId, value, onChange }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const { data: counts } = useCounts(destinationId);
  const total = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const chip = (state: ConversionState | null, label: string, count: number | undefined) => (
    <Chip
      key={label}
      size="small"
      clickable
      color={state === value ? 'primary' : 'default'}
      variant={state === value ? 'filled' : 'outlined'}
      aria-pressed={state === value}
      onClick={() => onChange(state)}
      label={count === undefined ? label : `${label} ${format.number(count)}`}
    />
  );
  return (
    <Stack
      direction="row"
      gap={0.75}
      flexWrap="wrap"
      role="group"
      aria-label={translate('gs.conversions.stateLabel')}
    >
      {chip(null, translate('gs.conversions.allStates'), total)}
      {CONVERSION_STATES.map((state) =>
        chip(state, translate(`gs.conversions.state.${state}`), counts?.[state]),
      )}
    </Stack>
  );
}
