import type { SxProps } from '@mui/material/styles';
import { useTokens } from '../theme/useTokens.js';

const COHORT_WIDTH = { xs: 92, sm: 132 };
const SIZE_WIDTH = 64;

/** The cohort and its size stay in view while the periods scroll under them. */
export function useHeatmapStyle(maxHeight: number): SxProps {
  const t = useTokens();
  const hatch = `repeating-linear-gradient(135deg, transparent 0 4px, color-mix(in srgb, ${t.text} 16%, transparent) 4px 5px)`;
  return {
    overflow: 'auto',
    maxHeight,
    '& table': {
      borderCollapse: 'separate',
      borderSpacing: 0,
      fontSize: 12,
      lineHeight: '16px',
      minWidth: '100%',
    },
    '& th, & td': { height: 30, padding: '0 8px', textAlign: 'right', whiteSpace: 'nowrap' },
    '& thead th': {
      position: 'sticky',
      top: 0,
      zIndex: 2,
      bgcolor: 'background.paper',
      color: 'text.secondary',
      fontWeight: 600,
      borderBottom: `1px solid ${t.line}`,
      minWidth: 56,
    },
    '& tbody td': {
      minWidth: 56,
      borderRight: `1px solid ${t.surface}`,
      borderBottom: `1px solid ${t.surface}`,
      cursor: 'default',
    },
    '& tbody td:focus-visible, & tbody td:hover': { outline: `2px solid ${t.text}`, outlineOffset: -2 },
    '& tbody td.unobserved:hover': { outline: 'none' },
    '& .cohort': {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      width: COHORT_WIDTH,
      minWidth: COHORT_WIDTH,
      textAlign: 'left',
      paddingLeft: '16px',
      bgcolor: 'background.paper',
      fontWeight: 500,
      color: 'text.primary',
    },
    '& tbody .size, & thead .size': {
      position: 'sticky',
      left: COHORT_WIDTH,
      zIndex: 1,
      minWidth: SIZE_WIDTH,
      bgcolor: 'background.paper',
      color: 'text.secondary',
      borderRight: `1px solid ${t.line}`,
    },
    '& tbody .size:hover': { outline: 'none' },
    '& thead .cohort, & thead .size': { zIndex: 3, color: 'text.secondary', fontWeight: 600 },
    '& .average th, & .average td': { fontWeight: 650, borderBottom: `1px solid ${t.line}` },
    '& .incomplete': { backgroundImage: hatch },
  };
}
