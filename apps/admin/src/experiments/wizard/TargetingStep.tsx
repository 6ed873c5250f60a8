import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/Close';
import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CodeBlock } from '../../feedback/CodeBlock.js';
import { ApartFields } from './ApartFields.js';
import { CohortsField } from './CohortsField.js';
import { PercentField } from './PercentField.js';
import type { StepProps } from './StepBody.js';
import { type ConditionRow, OPERATORS, type Operator } from './draft.js';

const ATTRIBUTES = [
  'country',
  'platform',
  'os',
  'browser',
  'deviceType',
  'appVersion',
  'utmSource',
  'utmCampaign',
];

/** Who is in the test, and in what other tests they are not. */
export function TargetingStep({ draft, onChange }: StepProps) {
  const translate = useTranslate();
  const { conditions, otherCondition, coverage, hashAttribute, template } = draft;
  const setRow = (index: number, change: Partial<ConditionRow>) =>
    onChange({ conditions: conditions.map((row, at) => (at === index ? { ...row, ...change } : row)) });
  const add = () => onChange({ conditions: [...conditions, { attribute: '', operator: 'is', value: '' }] });
  return (
    <Stack spacing={2}>
      <Typography variant="body2" color="text.secondary">
        {translate('gs.experiments.wizard.conditionHelp')}
      </Typography>
      {conditions.map((row, index) => (
        <ConditionFields
          key={index}
          row={row}
          onChange={(change) => setRow(index, change)}
          onRemove={() => onChange({ conditions: conditions.filter((_, at) => at !== index) })}
        />
      ))}
      {Object.keys(otherCondition).length > 0 && (
        <CodeBlock>{JSON.stringify(otherCondition, null, 2)}</CodeBlock>
      )}
      <div>
        <Button startIcon={<AddIcon fontSize="small" />} onClick={add}>
          {translate('gs.experiments.wizard.addCondition')}
        </Button>
      </div>
      <CohortsField value={draft.cohortIds} onChange={(cohortIds) => onChange({ cohortIds })} />
      <Stack direction="row" gap={2} alignItems="center" flexWrap="wrap">
        <PercentField
          label={translate('gs.experiments.wizard.weight')}
          value={coverage}
          onChange={(next) => onChange({ coverage: next })}
          testId="draft-coverage"
        />
        <Typography variant="body2">{translate('gs.experiments.wizard.coverage')}</Typography>
      </Stack>
      <TextField
        label={translate('gs.experiments.wizard.hash')}
        helperText={translate('gs.experiments.wizard.hashHelp')}
        value={hashAttribute}
        onChange={({ target }) => onChange({ hashAttribute: target.value.trim() })}
        sx={{ maxWidth: 420 }}
      />
      {template !== 'holdout' && <ApartFields draft={draft} onChange={onChange} />}
    </Stack>
  );
}

interface RowProps {
  row: ConditionRow;
  onChange(change: Partial<ConditionRow>): void;
  onRemove(): void;
}

function ConditionFields({ row, onChange, onRemove }: RowProps) {
  const translate = useTranslate();
  return (
    <Stack direction="row" gap={1} alignItems="center" flexWrap={{ xs: 'wrap', sm: 'nowrap' }}>
      <Autocomplete
        freeSolo
        options={ATTRIBUTES}
        inputValue={row.attribute}
        onInputChange={(_event, attribute) => onChange({ attribute })}
        sx={{ flex: '1 1 150px' }}
        renderInput={(params) => (
          <TextField {...params} label={translate('gs.experiments.wizard.attribute')} />
        )}
      />
      <TextField
        select
        label={translate('gs.experiments.wizard.operator')}
        value={row.operator}
        onChange={({ target }) => onChange({ operator: target.value as Operator })}
        sx={{ flex: '0 1 140px' }}
      >
        {OPERATORS.map((operator) => (
          <MenuItem key={operator} value={operator}>
            {translate(`gs.experiments.wizard.${operator}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={translate('gs.experiments.wizard.value')}
        value={row.value}
        onChange={({ target }) => onChange({ value: target.value })}
        sx={{ flex: '2 1 160px' }}
      />
      <IconButton aria-label={translate('gs.action.remove')} onClick={onRemove} size="small">
        <RemoveIcon fontSize="small" />
      </IconButton>
    </Stack>
  );
}
