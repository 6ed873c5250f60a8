import ArticleIcon from '@mui/icons-material/ArticleOutlined';
import ImageIcon from '@mui/icons-material/ImageOutlined';
import VideoIcon from '@mui/icons-material/PlayCircleOutlined';
import TextIcon from '@mui/icons-material/ShortTextOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTokens } from '../theme/useTokens.js';
import type { CreativeCard } from './creative-cards.js';

const ICONS = { image: ImageIcon, video: VideoIcon, text: TextIcon, article: ArticleIcon } as const;
/** Pictures of http pages are not loaded by a page that was: the policy of the page lets https through alone. */
const isShowable = (url: string | undefined) => url !== undefined && /^https:\/\//i.test(url);

/** The picture of a creative by its address; where there is none, or it does not come, its words on a drawn ground. */
export function CreativePreview({ card, height }: { card: CreativeCard; height: number }) {
  const [failed, setFailed] = useState('');
  const url = card.node?.imageUrl;
  if (!isShowable(url) || failed === url) return <Drawn card={card} height={height} />;
  return (
    <Box
      component="img"
      src={url}
      alt=""
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setFailed(url ?? '')}
      sx={{ width: '100%', height, objectFit: 'cover', display: 'block', bgcolor: 'action.hover' }}
    />
  );
}

function Drawn({ card: { key, node }, height }: { card: CreativeCard; height: number }) {
  const { accentSoft, sunken, muted } = useTokens();
  const type = node?.type ?? '';
  const Icon = ICONS[type as keyof typeof ICONS] ?? ImageIcon;
  const angle = [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return (
    <Box
      sx={{
        ...{ height, px: 2, py: 1.5, position: 'relative', overflow: 'hidden' },
        ...{ display: 'flex', flexDirection: 'column', justifyContent: 'flex-end' },
        background: `linear-gradient(${angle}deg, ${accentSoft}, ${sunken})`,
      }}
    >
      <Icon
        aria-hidden
        sx={{ position: 'absolute', top: 10, right: 12, fontSize: type === 'video' ? 40 : 28, color: muted }}
      />
      <Typography
        component="p"
        variant="h6"
        sx={{
          ...{ display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical', overflow: 'hidden' },
          ...{ fontSize: 15, lineHeight: '21px', overflowWrap: 'anywhere' },
        }}
      >
        {node?.text || key}
      </Typography>
    </Box>
  );
}
