import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';

/** As touches name them, so that what they cost finds whom they brought. */
const NETWORKS = ['google', 'meta', 'tiktok', 'microsoft', 'baidu', 'tencent', 'ocean_engine'];

/** Which network a file is from: one that is known, or any other name. */
export function NetworkField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const translate = useTranslate();
  return (
    <Autocomplete
      freeSolo
      disableClearable
      size="small"
      options={NETWORKS}
      inputValue={value}
      onInputChange={(_event, next) => onChange(next)}
      sx={{ minWidth: 200 }}
      renderInput={(params) => <TextField {...params} label={translate('gs.campaigns.platform')} />}
    />
  );
}
