import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useState } from 'react';

export interface IconMenuItem {
  key: string;
  label: string;
  icon?: ReactNode;
  selected?: boolean;
  lang?: string;
  onSelect(): void;
}

/** A button with a picture that opens a short list. */
export function IconMenu({
  label,
  icon,
  items,
  header,
}: {
  label: string;
  icon: ReactNode;
  items: IconMenuItem[];
  header?: ReactNode;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ color: 'text.secondary' }}
        >
          {icon}
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ list: { 'aria-label': label } }}
      >
        {header}
        {items.map((item) => (
          <MenuItem
            key={item.key}
            selected={item.selected}
            lang={item.lang}
            onClick={() => {
              close();
              item.onSelect();
            }}
          >
            {item.icon && <ListItemIcon sx={{ minWidth: '28px !important' }}>{item.icon}</ListItemIcon>}
            {item.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
