import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CreativeMarks } from './CreativeMarks.js';
import { CreativePreview } from './CreativePreview.js';
import type { CreativeCard } from './creative-cards.js';
import { CARD_FIGURES } from './creative-figures.js';
import { FigureGrid } from './FigureGrid.js';

const MOST_TAGS = 3;

interface Props {
  card: CreativeCard;
  currency: string;
  isLoading: boolean;
  onOpen(): void;
}

/** One creative at a glance; opens the whole of it. */
export function CreativeCardView({ card, currency, isLoading, onOpen }: Props) {
  return (
    <Paper
      component="li"
      data-testid="creative-card"
      data-key={card.key}
      sx={{
        ...{ border: 1, borderColor: 'divider', overflow: 'hidden', minWidth: 0 },
        ...{ display: 'flex', flexDirection: 'column' },
        '&:hover': { borderColor: 'text.secondary' },
      }}
    >
      <ButtonBase
        onClick={onOpen}
        aria-haspopup="dialog"
        sx={{ display: 'block', width: '100%', textAlign: 'left', font: 'inherit' }}
      >
        <CreativePreview card={card} height={132} />
        <Box sx={{ px: 2, pt: 1.25 }}>
          <Head card={card} />
        </Box>
      </ButtonBase>
      <Stack gap={1.25} sx={{ px: 2, pt: 1.25, pb: 1.5, flex: 1, justifyContent: 'space-between' }}>
        <FigureGrid row={card.row} figures={CARD_FIGURES} currency={currency} isLoading={isLoading} />
        <CreativeMarks row={card.row} />
      </Stack>
    </Paper>
  );
}

function Head({ card: { key, node, places } }: { card: CreativeCard }) {
  const translate = useTranslate();
  const place = places[0]?.join(' › ') ?? '';
  const more = places.length > 1 ? ` +${places.length - 1}` : '';
  const tags = node?.tags ?? [];
  return (
    <Stack gap={0.5}>
      <Typography variant="h3" component="h2" noWrap title={key}>
        {key}
      </Typography>
      <Typography variant="caption" color="text.secondary" noWrap title={place}>
        {place ? `${place}${more}` : translate('gs.creatives.noPlace')}
      </Typography>
      <Stack direction="row" gap={0.5} flexWrap="wrap" sx={{ minHeight: 24 }}>
        {node?.type && (
          <Chip size="small" label={translate(`gs.creatives.types.${node.type}`, { _: node.type })} />
        )}
        {tags.slice(0, MOST_TAGS).map((tag) => (
          <Chip key={tag} size="small" variant="outlined" label={tag} />
        ))}
        {tags.length > MOST_TAGS && (
          <Chip size="small" variant="outlined" label={`+${tags.length - MOST_TAGS}`} />
        )}
      </Stack>
      <Typography variant="caption" color="text.secondary" noWrap title={node?.audience}>
        {node?.audience || '–'}
      </Typography>
    </Stack>
  );
}
