import {
  CHANNEL_CLICK_IDS,
  CHANNEL_FIELDS,
  CHANNEL_OPERATORS,
  type ChannelCondition,
  type ChannelField,
  type ChannelOperator,
} from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';

interface Props {
  condition: ChannelCondition;
  onChange(condition: ChannelCondition): void;
  /** Absent: it has to stay. */
  onRemove?: () => void;
}

const hasNoValue = (operator: ChannelOperator) => operator === 'isSet' || operator === 'isNotSet';

/** One condition: what is looked at, how, and the values, of which one is enough. */
export function ConditionFields({ condition, onChange, onRemove }: Props) {
  const translate = useTranslate();
  const { field, operator, values } = condition;
  const isClickId = field === 'clickId';
  const operators = CHANNEL_OPERATORS.filter((one) => !isClickId || one !== 'isNamed');
  const ofField = (next: ChannelField) => {
    const isOther = (next === 'clickId') !== isClickId;
    onChange({
      field: next,
      operator: next === 'clickId' && operator === 'isNamed' ? 'is' : operator,
      values: isOther ? [] : values,
    });
  };
  return (
    <Stack direction="row" flexWrap="wrap" alignItems="flex-start" gap={1} data-testid="condition">
      <TextField
        select
        label={translate('gs.channels.field')}
        value={field}
        onChange={({ target }) => ofField(target.value as ChannelField)}
        sx={{ flex: '1 1 150px' }}
      >
        {CHANNEL_FIELDS.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.channels.fields.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={translate('gs.channels.operator')}
        value={operator}
        onChange={({ target }) => {
          const next = target.value as ChannelOperator;
          onChange({ ...condition, operator: next, values: hasNoValue(next) ? [] : values });
        }}
        sx={{ flex: '1 1 120px' }}
      >
        {operators.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.channels.operators.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {onRemove && (
        <IconButton aria-label={translate('gs.channels.removeCondition')} onClick={onRemove}>
          <DeleteIcon fontSize="small" />
        </IconButton>
      )}
      {!hasNoValue(operator) && (
        <Autocomplete
          multiple
          freeSolo={!isClickId}
          autoSelect={!isClickId}
          options={isClickId ? [...CHANNEL_CLICK_IDS] : []}
          value={values}
          onChange={(_, next) => onChange({ ...condition, values: next as string[] })}
          renderInput={(params) => <TextField {...params} label={translate('gs.channels.values')} />}
          sx={{ flex: '1 1 100%' }}
        />
      )}
    </Stack>
  );
}
