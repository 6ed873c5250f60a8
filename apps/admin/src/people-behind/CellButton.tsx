import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  /** Whose number it is, for those who hear it alone. */
  label: string;
  /** Nobody is behind a zero. */
  users: number | null | undefined;
  onOpen(): void;
  children: ReactNode;
}

/** A number that opens the people behind it. */
export function CellButton({ label, users, onOpen, children }: Props) {
  const translate = useTranslate();
  if (!users) return <>{children}</>;
  return (
    <ButtonBase
      onClick={onOpen}
      aria-haspopup="dialog"
      aria-label={translate('gs.behind.open', {
        value: typeof children === 'string' ? children : users,
        label,
      })}
      sx={{
        font: 'inherit',
        borderRadius: '4px',
        mx: -0.5,
        px: 0.5,
        textDecoration: 'underline',
        textDecorationColor: 'transparent',
        textUnderlineOffset: '3px',
        '&:hover, &:focus-visible': { textDecorationColor: 'currentcolor' },
      }}
    >
      {children}
    </ButtonBase>
  );
}
