import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { NAV } from './nav-items.js';
import { SideLink } from './SideNav.js';

/** All pages of the project, from the bottom of a phone. */
export function MoreSheet({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const translate = useTranslate();
  return (
    <Drawer
      anchor="bottom"
      open={isOpen}
      onClose={onClose}
      slotProps={{
        paper: { 'aria-label': translate('gs.nav.label'), sx: { borderRadius: '12px 12px 0 0', p: 1.5 } },
      }}
    >
      {NAV.map(({ label, items }) => (
        <Box key={label} sx={{ mb: 1 }}>
          <Typography variant="caption" color="text.secondary" sx={{ px: 1, fontWeight: 600 }}>
            {translate(label)}
          </Typography>
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 1 }} onClick={onClose}>
            {items.map((item) => (
              <SideLink key={item.path} {...item} height={44} />
            ))}
          </Box>
        </Box>
      ))}
    </Drawer>
  );
}
