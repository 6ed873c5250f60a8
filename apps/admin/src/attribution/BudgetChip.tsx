import DownIcon from '@mui/icons-material/ArrowDropDown';
import UpIcon from '@mui/icons-material/ArrowDropUp';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import {
  ATTRIBUTION_MODELS,
  type AttributionModelsRow,
  type BudgetMove,
  type BudgetVerdict,
} from '@groundswell/contracts';
import { useTranslate } from 'react-admin';

const COLORS: Record<BudgetVerdict, 'default' | 'warning'> = {
  ...{ agree: 'default', unsure: 'default', disagree: 'warning' },
};

/** What the models together say of the budget; on hover and focus which says what. */
export function BudgetChip({ row: { budget, models } }: { row: AttributionModelsRow }) {
  const translate = useTranslate();
  if (budget === null) return null;
  const named = (move: BudgetMove) =>
    ATTRIBUTION_MODELS.filter((model) => models[model]?.move === move)
      .map((model) => translate(`gs.attribution.models.${model}`))
      .join(', ') || translate('gs.attribution.nobody');
  const agreed = Object.values(models)[0]?.move ?? 'keep';
  const label = translate(`gs.attribution.verdict.${budget}`, {
    move: translate(`gs.attribution.moves.${agreed}`),
  });
  const help = translate('gs.attribution.verdictHelp', { more: named('more'), less: named('less') });
  return (
    <Tooltip title={help}>
      <Chip
        size="small"
        tabIndex={0}
        variant={budget === 'disagree' ? 'filled' : 'outlined'}
        color={COLORS[budget]}
        label={label}
        data-testid={`budget-${budget}`}
      />
    </Tooltip>
  );
}

/** An arrow before the figure of a model that would move budget there, or away. */
export function MoveMark({ move }: { move: BudgetMove | null }) {
  const translate = useTranslate();
  if (move === null || move === 'keep') return null;
  const Icon = move === 'more' ? UpIcon : DownIcon;
  return (
    <Box
      component="span"
      role="img"
      aria-label={translate(`gs.attribution.moves.${move}`)}
      sx={{ color: move === 'more' ? 'success.main' : 'error.main', verticalAlign: 'middle', mr: 0.25 }}
    >
      <Icon sx={{ fontSize: 18, verticalAlign: 'middle' }} />
    </Box>
  );
}
