import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useTranslate } from 'react-admin';
import { useUrlState } from '../layout/useUrlState.js';

interface Props {
  isCompared: boolean;
  onChange(isCompared: boolean): void;
}

/** Puts as many days right before beside those of the range. */
export function CompareSwitch({ isCompared, onChange }: Props) {
  const translate = useTranslate();
  return (
    <FormControlLabel
      control={<Switch size="small" checked={isCompared} onChange={(_event, checked) => onChange(checked)} />}
      label={translate('gs.trends.compare')}
      slotProps={{ typography: { variant: 'body2' } }}
      sx={{ mr: 0.5, ml: 0, gap: 0.5 }}
    />
  );
}

/** What the switch says, kept by the URL. */
export function useCompared(): Props {
  const [params, change] = useUrlState();
  return {
    isCompared: params.get('compare') === '1',
    onChange: (isCompared) => change({ compare: isCompared ? '1' : null }),
  };
}
