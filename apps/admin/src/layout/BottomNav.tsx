import MoreIcon from '@mui/icons-material/MoreHorizOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import { NavLink, useLocation } from 'react-router-dom';
import { useProject } from '../projects/ProjectContext.js';
import { useTokens } from '../theme/useTokens.js';
import { MoreSheet } from './MoreSheet.js';
import { NAV } from './nav-items.js';

export const BOTTOM_HEIGHT = 56;

const ITEMS = NAV.flatMap(({ items }) => items);
const AT_HAND = ITEMS.filter(({ isAtHand }) => isAtHand);

/** The menu of a phone, in reach of the thumb: the pages used most, and all others behind one entry. */
export function BottomNav() {
  const translate = useTranslate();
  const { project } = useProject();
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const style = useEntryStyle();
  const page = pathname.split('/')[3];
  const isElsewhere = ITEMS.some(({ path, isAtHand }) => path === page && !isAtHand);
  return (
    <Box
      component="nav"
      aria-label={translate('gs.nav.label')}
      sx={{
        display: { xs: 'flex', md: 'none' },
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'appBar',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      {AT_HAND.map(({ path, label, icon }) => (
        <Box key={path} component={NavLink} to={`/p/${project.id}/${path}`} sx={style}>
          <Entry icon={icon} label={translate(label)} />
        </Box>
      ))}
      <ButtonBase
        className={isElsewhere ? 'active' : undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        sx={style}
        data-testid="nav-more"
      >
        <Entry icon={<MoreIcon fontSize="small" />} label={translate('gs.nav.more')} />
      </ButtonBase>
      <MoreSheet isOpen={isOpen} onClose={() => setOpen(false)} />
    </Box>
  );
}

const Entry = ({ icon, label }: { icon: ReactNode; label: string }) => (
  <>
    {icon}
    {label}
  </>
);

function useEntryStyle() {
  const { muted, accentStrong } = useTokens();
  return {
    flex: 1,
    height: BOTTOM_HEIGHT,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2px',
    fontSize: 11,
    fontWeight: 500,
    color: muted,
    textDecoration: 'none',
    '&.active': { color: accentStrong, fontWeight: 650 },
  } as const;
}
