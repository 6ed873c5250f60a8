import CloseIcon from '@mui/icons-material/Close';
import EditIcon from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { NodeDialog } from '../campaigns/nodes/NodeDialog.js';
import type { CampaignNode } from '../campaigns/nodes/useNodes.js';
import { useMayCampaign } from '../links/useLinks.js';
import { CreativeMarks } from './CreativeMarks.js';
import { CreativePreview } from './CreativePreview.js';
import { CreativeTrends } from './CreativeTrends.js';
import type { CreativeCard } from './creative-cards.js';
import { ALL_FIGURES } from './creative-figures.js';
import { FigureGrid } from './FigureGrid.js';

interface Props {
  card: CreativeCard;
  nodes: readonly CampaignNode[];
  from: string;
  currency: string;
  isLoading: boolean;
  onClose(): void;
}

/** All of one creative: what it looks like, what came of it, how that went by day. */
export function CreativeDrawer({ card, nodes, from, currency, isLoading, onClose }: Props) {
  const [isEditing, setEditing] = useState(false);
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      slotProps={{
        paper: {
          ...{ role: 'dialog', 'aria-label': card.key, 'data-testid': 'creative-drawer' },
          sx: { width: { xs: '100%', sm: 460 } },
        } as object,
      }}
    >
      <Head card={card} onEdit={() => setEditing(true)} onClose={onClose} />
      <CreativePreview card={card} height={220} />
      <Stack spacing={2} sx={{ p: 2 }}>
        <About card={card} />
        <FigureGrid row={card.row} figures={ALL_FIGURES} currency={currency} isLoading={isLoading} />
        <CreativeMarks row={card.row} />
        {card.row && <CreativeTrends row={card.row} from={from} currency={currency} />}
      </Stack>
      {isEditing && card.node && (
        <NodeDialog node={card.node} nodes={nodes} onClose={() => setEditing(false)} />
      )}
    </Drawer>
  );
}

function Head({ card, onEdit, onClose }: { card: CreativeCard; onEdit(): void; onClose(): void }) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  return (
    <Stack direction="row" alignItems="flex-start" gap={1} sx={{ px: 2, py: 1.5 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
          {card.key}
        </Typography>
        {card.places.map((place) => (
          <Typography key={place.join()} variant="caption" color="text.secondary" component="p">
            {place.join(' › ')}
          </Typography>
        ))}
      </Box>
      {mayWrite && card.node && (
        <Button startIcon={<EditIcon fontSize="small" />} onClick={onEdit} data-testid="edit-creative">
          {translate('gs.creatives.edit')}
        </Button>
      )}
      <IconButton autoFocus onClick={onClose} aria-label={translate('gs.action.close')} sx={{ mr: -1 }}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </Stack>
  );
}

function About({ card: { node } }: { card: CreativeCard }) {
  const translate = useTranslate();
  if (!node) return <Typography color="text.secondary">{translate('gs.creatives.noPlace')}</Typography>;
  return (
    <Stack gap={1}>
      {node.text && <Typography sx={{ overflowWrap: 'anywhere' }}>{node.text}</Typography>}
      {node.audience && (
        <Typography variant="body2" color="text.secondary">
          {translate('gs.creatives.audience')}: {node.audience}
        </Typography>
      )}
      {/^https?:\/\//i.test(node.linkUrl) && (
        <Link
          href={node.linkUrl}
          target="_blank"
          rel="noopener noreferrer nofollow"
          variant="body2"
          sx={{ overflowWrap: 'anywhere' }}
        >
          {node.linkUrl}
        </Link>
      )}
      <Stack direction="row" gap={0.5} flexWrap="wrap">
        {node.tags.map((tag) => (
          <Chip key={tag} size="small" variant="outlined" label={tag} />
        ))}
      </Stack>
    </Stack>
  );
}
