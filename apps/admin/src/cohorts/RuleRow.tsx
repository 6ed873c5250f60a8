import { FILTER_OPERATORS } from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { FilterChips } from '../filters/FilterChips.js';
import { type Operator, TAKES_A_LIST, TAKES_NO_VALUE } from '../filters/filter-text.js';
import { usePersonProperties } from '../filters/useKnownNames.js';
import { useProject } from '../projects/ProjectContext.js';
import { todayIn } from '../range/local-date.js';
import { EventField } from '../retention/EventField.js';
import {
  type DidDraft,
  type KnownDraft,
  NEW_KNOWN,
  type RuleDraft,
  SPANS,
  type Span,
  newDid,
} from './rule-draft.js';

interface Props {
  draft: RuleDraft;
  /** Suggestions for the name of an event. */
  events: string[];
  onChange(draft: RuleDraft): void;
  /** Absent: it is the only one. */
  onRemove?(): void;
}

const TYPES = ['known', 'did', 'didNot'] as const;
const NARROW = { width: { xs: 'calc(50% - 6px)', sm: 104 } };

/** What must be true of somebody. */
export function RuleRow({ draft, events, onChange, onRemove }: Props) {
  const translate = useTranslate();
  const { project } = useProject();
  const choose = (type: RuleDraft['type']) => {
    if (type === 'known') return onChange(NEW_KNOWN);
    onChange({
      ...(draft.type === 'known' ? newDid(project.lastDay, todayIn(project.timeZone)) : draft),
      type,
    });
  };
  return (
    <Stack
      direction="row"
      gap={1}
      alignItems="flex-start"
      data-testid="cohort-rule"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1.5 }}
    >
      <Stack direction="row" flexWrap="wrap" gap={1.5} sx={{ flex: 1, minWidth: 0 }}>
        <TextField
          select
          label={translate('gs.cohorts.rule')}
          value={draft.type}
          onChange={({ target }) => choose(target.value as RuleDraft['type'])}
          sx={{ width: { xs: '100%', sm: 150 } }}
        >
          {TYPES.map((type) => (
            <MenuItem key={type} value={type}>
              {translate(`gs.cohorts.${type}`)}
            </MenuItem>
          ))}
        </TextField>
        {draft.type === 'known' ? (
          <KnownFields draft={draft} onChange={onChange} />
        ) : (
          <DidFields draft={draft} events={events} onChange={onChange} />
        )}
      </Stack>
      {onRemove && (
        <IconButton size="small" onClick={onRemove} aria-label={translate('gs.cohorts.removeRule')}>
          <DeleteIcon fontSize="small" />
        </IconButton>
      )}
    </Stack>
  );
}

function KnownFields({ draft, onChange }: { draft: KnownDraft; onChange(draft: KnownDraft): void }) {
  const translate = useTranslate();
  const names = usePersonProperties().map((name) => name.replace(/^person\./, ''));
  return (
    <>
      <Autocomplete
        freeSolo
        options={names}
        inputValue={draft.property.replace(/^person\./, '')}
        onInputChange={(_event, property) => onChange({ ...draft, property })}
        sx={{ width: { xs: '100%', sm: 180 } }}
        renderInput={(params) => <TextField {...params} label={translate('gs.cohorts.property')} />}
      />
      <TextField
        select
        label={translate('gs.filters.operator')}
        value={draft.operator}
        onChange={({ target }) => onChange({ ...draft, operator: target.value as Operator })}
        sx={{ width: { xs: 'calc(50% - 6px)', sm: 150 } }}
      >
        {FILTER_OPERATORS.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.filters.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {!TAKES_NO_VALUE.includes(draft.operator) && (
        <TextField
          label={translate('gs.filters.value')}
          value={draft.value}
          helperText={TAKES_A_LIST.includes(draft.operator) ? translate('gs.filters.listHelp') : undefined}
          onChange={({ target }) => onChange({ ...draft, value: target.value })}
          sx={{ width: { xs: 'calc(50% - 6px)', sm: 170 } }}
        />
      )}
    </>
  );
}

interface DidProps {
  draft: DidDraft;
  events: string[];
  onChange(draft: DidDraft): void;
}

function DidFields({ draft, events, onChange }: DidProps) {
  const translate = useTranslate();
  const number = (field: 'atLeast' | 'lastDays', label: string) => (
    <TextField
      label={translate(label)}
      value={draft[field]}
      onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
      slotProps={{ htmlInput: { inputMode: 'numeric' }, inputLabel: { shrink: true } }}
      sx={NARROW}
    />
  );
  const day = (field: 'from' | 'to') => (
    <TextField
      type="date"
      label={translate(`gs.cohorts.${field}`)}
      value={draft[field]}
      error={draft.from !== '' && draft.to !== '' && draft.from > draft.to}
      onChange={({ target }) => onChange({ ...draft, [field]: target.value })}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 150 } }}
    />
  );
  return (
    <>
      <EventField
        label={translate('gs.cohorts.event')}
        value={draft.event}
        names={events}
        onChange={(event) => onChange({ ...draft, event })}
      />
      {number('atLeast', 'gs.cohorts.atLeast')}
      <TextField
        select
        label={translate('gs.cohorts.when')}
        value={draft.span}
        onChange={({ target }) => onChange({ ...draft, span: target.value as Span })}
        sx={{ width: { xs: 'calc(50% - 6px)', sm: 130 } }}
      >
        {SPANS.map((span) => (
          <MenuItem key={span} value={span}>
            {translate(`gs.cohorts.span.${span}`)}
          </MenuItem>
        ))}
      </TextField>
      {draft.span === 'last' && number('lastDays', 'gs.cohorts.lastDays')}
      {draft.span === 'between' && day('from')}
      {draft.span === 'between' && day('to')}
      <Box sx={{ alignSelf: 'center' }}>
        <FilterChips
          isOfEvents
          filters={draft.filters}
          label={translate('gs.cohorts.event')}
          onChange={(filters) => onChange({ ...draft, filters })}
        />
      </Box>
    </>
  );
}
