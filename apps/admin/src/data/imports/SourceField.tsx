import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { PLATFORM_NAMES } from '../../charts/palette.js';
import { usePlatformName } from '../../charts/usePlatformName.js';
import type { MappedField, Source } from './guess-mapping.js';

interface Props {
  name: MappedField;
  label: string;
  columns: string[];
  value: Source;
  isMissing: boolean;
  isOptional?: boolean;
  /** Only a column makes sense. */
  noConstant?: boolean;
  help?: string;
  onChange(source: Source): void;
}

const NONE = '\u0000none';
/** A browser stands still over a list of more. */
const MOST_LISTED = 2_000;
const FIXED = '\u0000fixed';

/** A column, or a value that is the same for all rows. */
export function SourceField({
  name,
  label,
  columns,
  value,
  isMissing,
  isOptional,
  noConstant,
  help,
  onChange,
}: Props) {
  const translate = useTranslate();
  const isFixed = value !== null && 'const' in value;
  const selected = value === null ? (isOptional ? NONE : '') : isFixed ? FIXED : value.column;
  const listed = columns.filter((column, at) => at < MOST_LISTED || column === selected);
  const choose = (choice: string) => {
    if (choice === NONE) onChange(null);
    else if (choice === FIXED) onChange({ const: name === 'platform' ? 'web' : '' });
    else onChange({ column: choice });
  };
  return (
    <Stack direction="row" gap={1}>
      <TextField
        select
        fullWidth
        label={label}
        value={selected}
        error={isMissing}
        helperText={isMissing ? translate('gs.imports.required') : help}
        onChange={(event) => choose(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': `mapping-${name}` } }}
      >
        {isOptional && (
          <MenuItem value={NONE} sx={{ color: 'text.secondary' }}>
            {translate('gs.imports.none')}
          </MenuItem>
        )}
        {!noConstant && (
          <MenuItem value={FIXED} sx={{ color: 'text.secondary' }}>
            {translate('gs.imports.fixed')}
          </MenuItem>
        )}
        {listed.map((column) => (
          <MenuItem key={column} value={column}>
            {column}
          </MenuItem>
        ))}
      </TextField>
      {isFixed && (
        <FixedValue name={name} value={value.const} onChange={(text) => onChange({ const: text })} />
      )}
    </Stack>
  );
}

function FixedValue({
  name,
  value,
  onChange,
}: {
  name: MappedField;
  value: string;
  onChange(value: string): void;
}) {
  const translate = useTranslate();
  const platformName = usePlatformName();
  const isPlatform = name === 'platform';
  return (
    <TextField
      fullWidth
      select={isPlatform}
      label={translate('gs.imports.fixed')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {isPlatform &&
        PLATFORM_NAMES.map((platform) => (
          <MenuItem key={platform} value={platform}>
            {platformName(platform)}
          </MenuItem>
        ))}
    </TextField>
  );
}
