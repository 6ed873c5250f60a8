import DownIcon from '@mui/icons-material/ArrowDownwardOutlined';
import RemoveIcon from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'react-admin';
import { FilterChips } from '../filters/FilterChips.js';
import { EventField } from '../retention/EventField.js';
import { useTokens } from '../theme/useTokens.js';
import type { StepSettings } from './funnel-settings.js';

interface Props {
  index: number;
  step: StepSettings;
  names: string[];
  onChange(step: StepSettings): void;
  /** Changes places with the next; absent for the last. */
  onDown?: () => void;
  onRemove?: () => void;
}

export function StepRow({ index, step, names, onChange, onDown, onRemove }: Props) {
  const translate = useTranslate();
  const { accentSoft, accentStrong } = useTokens();
  const label = translate('gs.funnel.step', { n: index + 1 });
  return (
    <Stack
      component="li"
      direction="row"
      gap={1}
      alignItems="center"
      flexWrap="wrap"
      data-testid={`funnel-step-${index}`}
    >
      <Box
        aria-hidden
        sx={{
          width: 22,
          height: 22,
          borderRadius: '50%',
          bgcolor: accentSoft,
          color: accentStrong,
          display: 'grid',
          placeItems: 'center',
          fontSize: 12,
          fontWeight: 650,
        }}
      >
        {index + 1}
      </Box>
      <EventField
        label={label}
        value={step.event}
        placeholder={translate('gs.funnel.chooseEvent')}
        names={names}
        onChange={(event) => onChange({ ...step, event })}
      />
      <Box sx={{ ml: 'auto', order: { sm: 2 } }}>
        {onDown && (
          <RowButton
            label={translate('gs.funnel.down', { n: index + 1 })}
            icon={<DownIcon fontSize="small" />}
            onClick={onDown}
          />
        )}
        {onRemove && (
          <RowButton
            label={translate('gs.funnel.remove', { n: index + 1 })}
            icon={<RemoveIcon fontSize="small" />}
            onClick={onRemove}
          />
        )}
      </Box>
      {/* Below the field where there is no room beside it. */}
      <Box sx={{ flexBasis: { xs: '100%', sm: 'auto' }, order: { sm: 1 }, pl: { xs: 3.5, sm: 0 } }}>
        <FilterChips
          filters={step.filters}
          label={label}
          onChange={(filters) => onChange({ ...step, filters })}
        />
      </Box>
    </Stack>
  );
}

export function RowButton({
  label,
  icon,
  onClick,
}: {
  label: string;
  icon: React.ReactNode;
  onClick(): void;
}) {
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={onClick}>
        {icon}
      </IconButton>
    </Tooltip>
  );
}
