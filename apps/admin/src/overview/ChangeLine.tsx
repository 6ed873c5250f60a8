import DownIcon from '@mui/icons-material/ArrowDownward';
import UpIcon from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { Comparison } from './kpi.js';

interface Props {
  comparison: Comparison;
  /** Whether the change is a difference of two ratios, in points; counts compare relatively. */
  isPoints: boolean;
  period: string;
  value: string;
}

/** `▲ +3.1% vs Sun 24 Mar`; the earlier number is in its title. */
export function ChangeLine({ comparison, isPoints, period, value }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const amount = comparison.change;
  const isFlat = amount !== null && Math.abs(amount) < 0.0005;
  const color = amount === null || isFlat ? 'text.secondary' : amount > 0 ? 'success.main' : 'error.main';
  const Arrow = amount !== null && amount > 0 ? UpIcon : DownIcon;
  const text = () => {
    if (amount === null) return '–';
    if (isFlat) return translate('gs.overview.unchanged');
    return isPoints ? format.points(amount) : format.change(amount);
  };
  return (
    <Box
      component="span"
      title={translate('gs.overview.versusValue', { period, value })}
      style={{ display: 'flex' }}
      sx={{ alignItems: 'center', columnGap: 0.5, flexWrap: 'wrap' }}
    >
      <Box
        component="span"
        sx={{ color, fontWeight: 600, display: 'inline-flex', alignItems: 'center', gap: '2px' }}
      >
        {amount !== null && !isFlat && <Arrow sx={{ fontSize: 12 }} aria-hidden />}
        {text()}
      </Box>
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {translate('gs.overview.versus', { period })}
      </Box>
    </Box>
  );
}
