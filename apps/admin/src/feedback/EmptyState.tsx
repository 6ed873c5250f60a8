import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export function EmptyState({
  icon,
  title,
  text,
  isPage,
  children,
  testId,
}: {
  icon?: ReactNode;
  title: string;
  text?: string;
  /** There is nothing else on the page, so the title is its heading. */
  isPage?: boolean;
  children?: ReactNode;
  testId?: string;
}) {
  return (
    <Stack alignItems="center" spacing={1} data-testid={testId} sx={{ px: 3, py: 6, textAlign: 'center' }}>
      {icon}
      <Typography variant="h6" component={isPage ? 'h1' : 'p'}>
        {title}
      </Typography>
      {text && (
        <Typography color="text.secondary" sx={{ maxWidth: 480 }}>
          {text}
        </Typography>
      )}
      {children && (
        <Stack direction="row" spacing={1} useFlexGap flexWrap="wrap" justifyContent="center" sx={{ pt: 1 }}>
          {children}
        </Stack>
      )}
    </Stack>
  );
}
