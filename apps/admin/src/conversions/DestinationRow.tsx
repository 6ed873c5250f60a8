import { NETWORKS_WITH_TESTS } from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useNotify, useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useMayCampaign } from '../links/useLinks.js';
import type { Destination } from './types.js';
import { useConversionWrites } from './useConversions.js';

interface Props {
  destination: Destination;
  onEdit(): void;
  onDryRun(): void;
  onDelete(): void;
}

export function DestinationRow({ destination, onEdit, onDryRun, onDelete }: Props) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const { name, network, rules } = destination;
  return (
    <TableRow hover data-testid="destination-row">
      <TableCell sx={{ minWidth: 140 }}>
        <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        <Typography variant="caption" color="text.secondary">
          {translate(`gs.conversions.network.${network}`)}
        </Typography>
      </TableCell>
      <TableCell sx={{ minWidth: 160 }}>
        {rules.map((rule) => (
          <Typography key={rule.event} variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            {rule.event} → {rule.name}
          </Typography>
        ))}
      </TableCell>
      <TableCell>
        <Status destination={destination} />
      </TableCell>
      <TableCell>
        <Active destination={destination} mayWrite={mayWrite} />
      </TableCell>
      {mayWrite && (
        <TableCell>
          <Stack direction="row" alignItems="center" gap={0.5}>
            <Button size="small" onClick={onDryRun} sx={{ whiteSpace: 'nowrap' }}>
              {translate('gs.conversions.dryRun')}
            </Button>
            <TestButton destination={destination} />
            <IconButton
              size="small"
              onClick={onEdit}
              aria-label={translate('gs.conversions.editOf', { name })}
            >
              <EditIcon fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              onClick={onDelete}
              aria-label={translate('gs.conversions.deleteOf', { name })}
            >
              <DeleteIcon fontSize="small" />
            </IconButton>
          </Stack>
        </TableCell>
      )}
    </TableRow>
  );
}

function Status({ destination }: { destination: Destination }) {
  const translate = useTranslate();
  const format = useFormat();
  const { enabled, pausedReason, heldUntil, testMode } = destination;
  const held = heldUntil && translate('gs.conversions.isHeld', { time: format.time(heldUntil) });
  const [color, label] = !enabled
    ? (['default', translate('gs.conversions.isOff')] as const)
    : pausedReason !== null
      ? (['error', translate('gs.conversions.isPaused')] as const)
      : held
        ? (['warning', held] as const)
        : (['success', translate('gs.conversions.isOn')] as const);
  return (
    <Stack direction="row" gap={0.5} flexWrap="wrap">
      <Chip size="small" variant="outlined" color={color} label={label} data-testid="destination-status" />
      {testMode && (
        <Chip size="small" variant="outlined" color="info" label={translate('gs.conversions.isTest')} />
      )}
    </Stack>
  );
}

function Active({ destination, mayWrite }: { destination: Destination; mayWrite: boolean }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { change } = useConversionWrites();
  const { id, version, name, enabled } = destination;
  return (
    <Switch
      size="small"
      checked={enabled}
      disabled={!mayWrite || change.isPending}
      onChange={(_, next) =>
        change.mutate(
          { id, version, enabled: next },
          { onError: (error) => notify(errorText(error), { type: 'warning' }) },
        )
      }
      slotProps={{ input: { 'aria-label': translate('gs.conversions.activeOf', { name }) } }}
    />
  );
}

/** Of networks that know tests; what is missing for one is said by the API. */
function TestButton({ destination: { id, network } }: { destination: Destination }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { test } = useConversionWrites();
  if (!NETWORKS_WITH_TESTS.includes(network)) return null;
  return (
    <Button
      size="small"
      loading={test.isPending}
      sx={{ whiteSpace: 'nowrap' }}
      onClick={() =>
        test.mutate(id, {
          onSuccess: ({ accepted, problem }) =>
            accepted
              ? notify('gs.conversions.tested', { type: 'success' })
              : notify('gs.conversions.testRefused', { type: 'warning', messageArgs: { problem } }),
          onError: (error) => notify(errorText(error), { type: 'warning' }),
        })
      }
    >
      {translate('gs.conversions.test')}
    </Button>
  );
}
