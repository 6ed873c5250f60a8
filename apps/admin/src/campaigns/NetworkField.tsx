import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

/** As touches name them, so that what they cost finds whom they brought. */
const NETWORKS = ['google', 'meta', 'tiktok', 'microsoft', 'baidu', 'tencent', 'ocean_engine'];

interface Props {
  label: string;
  value: string;
  isRequired?: boolean;
  onChange(value: string): void;
}

/** Which network something is from: one that is known, or any other name. */
export function NetworkField({ label, value, isRequired, onChange }: Props) {
  return (
    <Autocomplete
      freeSolo
      disableClearable
      size="small"
      options={NETWORKS}
      inputValue={value}
      onInputChange={(_event, next) => onChange(next)}
      sx={{ minWidth: 200 }}
      renderInput={(params) => <TextField {...params} label={label} required={isRequired} />}
    />
  );
}
