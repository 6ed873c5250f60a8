import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

interface Props {
  label: string;
  help?: string;
  values: string[];
  onChange(values: string[]): void;
}

/** Several short texts; Enter and a comma end one. */
export function ListField({ label, help, values, onChange }: Props) {
  const tidy = (texts: readonly string[]) => [
    ...new Set(texts.flatMap((text) => text.split(/[,，]/)).flatMap((text) => text.trim() || [])),
  ];
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      size="small"
      options={[]}
      value={values}
      onChange={(_event, next) => onChange(tidy(next))}
      renderInput={(params) => <TextField {...params} label={label} helperText={help} />}
    />
  );
}
