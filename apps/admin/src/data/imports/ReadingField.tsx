import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { EXPORT_FORMATS, EXPORT_NAMES, type ExportFormat, type Reading } from './types.js';

interface Props {
  value: Reading;
  /** What the rows look like. */
  detected: ExportFormat | null;
  /** Only the server can look into the file. */
  isPacked: boolean;
  onChange(reading: Reading): void;
}

/** Whose export the file is, or that its columns are to be named. */
export function ReadingField({ value, detected, isPacked, onChange }: Props) {
  const translate = useTranslate();
  const help = detected
    ? translate('gs.imports.detected', { name: EXPORT_NAMES[detected] })
    : translate(isPacked ? 'gs.imports.packedHelp' : 'gs.imports.notDetected');
  return (
    <TextField
      select
      fullWidth
      label={translate('gs.imports.format')}
      helperText={help}
      value={value}
      onChange={(event) => onChange(event.target.value as Reading)}
      slotProps={{ htmlInput: { 'data-testid': 'import-format' } }}
      sx={{ maxWidth: { sm: 360 } }}
    >
      <MenuItem value="columns">
        {translate(isPacked ? 'gs.imports.byServer' : 'gs.imports.byColumns')}
      </MenuItem>
      {EXPORT_FORMATS.map((format) => (
        <MenuItem key={format} value={format}>
          {translate('gs.imports.exportOf', { name: EXPORT_NAMES[format] })}
        </MenuItem>
      ))}
    </TextField>
  );
}
