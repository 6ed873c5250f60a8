import { MOST_IMPORT_PROPERTIES } from '@groundswell/contracts';
import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { SourceField } from './SourceField.js';
import { type MappedField, type MappingDraft, assign, missingFields } from './guess-mapping.js';

interface Props {
  columns: string[];
  draft: MappingDraft;
  onChange(draft: MappingDraft): void;
}

const TIME_FORMATS = [
  ...[
    'dd/MM/yyyy HH:mm',
    'MM/dd/yyyy HH:mm',
    'dd/MM/yyyy HH:mm:ss',
    'MM/dd/yyyy HH:mm:ss',
    'M/d/yyyy h:mm:ss a',
  ],
  ...['epochSeconds', 'epochMillis'],
];

/** A browser stands still over a list of thousands; whoever looks for another column writes a part of its name. */
const someOptions = createFilterOptions<string>({ limit: 300 });

export function MappingForm({ columns, draft, onChange }: Props) {
  const translate = useTranslate();
  const missing = missingFields(draft);
  const chosen = new Set(draft.properties);
  const isFull = chosen.size >= MOST_IMPORT_PROPERTIES;
  const field = (
    name: MappedField,
    options: { isOptional?: boolean; noConstant?: boolean; help?: string } = {},
  ) => (
    <SourceField
      key={name}
      name={name}
      label={translate(`gs.imports.${name}`)}
      columns={columns}
      value={draft[name]}
      isMissing={missing.includes(name)}
      onChange={(source) => onChange(assign(draft, name, source, columns))}
      {...options}
    />
  );
  const formatName = (format: string) => (/^epoch/.test(format) ? translate(`gs.imports.${format}`) : format);
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 1.5 }}>
        {translate('gs.imports.mapping')}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        {field('event')}
        {field('distinctId')}
        {field('timestamp')}
        <Autocomplete
          freeSolo
          options={TIME_FORMATS}
          getOptionLabel={(format) => format}
          renderOption={({ key, ...props }, format) => (
            <li key={key} {...props}>
              {formatName(format)}
            </li>
          )}
          inputValue={draft.timestampFormat}
          onInputChange={(_event, timestampFormat) => onChange({ ...draft, timestampFormat })}
          renderInput={(params) => (
            <TextField
              {...params}
              label={translate('gs.imports.timestampFormat')}
              placeholder={translate('gs.imports.timestampAuto')}
              helperText={translate('gs.imports.timestampHelp')}
              slotProps={{ inputLabel: { ...params.InputLabelProps, shrink: true } }}
            />
          )}
        />
        {field('platform', { isOptional: true })}
        {field('messageId', {
          isOptional: true,
          noConstant: true,
          help: translate('gs.imports.messageIdHelp'),
        })}
        <Autocomplete
          multiple
          options={columns}
          filterOptions={someOptions}
          getOptionDisabled={(column) => isFull && !chosen.has(column)}
          value={draft.properties}
          onChange={(_event, properties) => onChange({ ...draft, properties })}
          disableCloseOnSelect
          sx={{ gridColumn: '1 / -1' }}
          renderInput={(params) => (
            <TextField
              {...params}
              label={translate('gs.imports.properties')}
              helperText={translate(isFull ? 'gs.imports.propertiesFull' : 'gs.imports.propertiesHelp', {
                most: MOST_IMPORT_PROPERTIES,
              })}
            />
          )}
        />
      </Box>
    </Box>
  );
}
