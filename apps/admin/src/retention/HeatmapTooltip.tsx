import Paper from '@mui/material/Paper';
import Popper from '@mui/material/Popper';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { CellState } from './grid.js';

export interface Hovered {
  anchor: HTMLElement;
  title: string;
  users: number;
  eligible: number;
  rate: number | null;
  state: CellState;
}

/** One for the whole table: hundreds of cells with one each would be slow. */
export function HeatmapTooltip({ hovered }: { hovered: Hovered | null }) {
  const translate = useTranslate();
  const format = useFormat();
  if (!hovered || hovered.state === 'unobserved') return null;
  const { users, eligible, rate, state } = hovered;
  return (
    <Popper
      open
      anchorEl={hovered.anchor}
      placement="top"
      sx={{ pointerEvents: 'none', zIndex: 'tooltip' }}
      modifiers={[{ name: 'offset', options: { offset: [0, 6] } }]}
    >
      <Paper
        data-testid="retention-tooltip"
        sx={{
          px: 1.5,
          py: 1,
          border: 1,
          borderColor: 'divider',
          boxShadow: '0 8px 24px rgba(0,0,0,.14)',
          maxWidth: 260,
        }}
      >
        <Typography variant="caption" component="p" color="text.secondary">
          {hovered.title}
        </Typography>
        <Typography variant="body2">
          <strong>{format.percent(rate)}</strong>
          {' · '}
          {translate('gs.retention.of', { users: format.number(users), eligible: format.number(eligible) })}
        </Typography>
        {state === 'incomplete' && (
          <Typography variant="caption" component="p" color="text.secondary">
            {translate('gs.retention.notOver')}
          </Typography>
        )}
      </Paper>
    </Popper>
  );
}
