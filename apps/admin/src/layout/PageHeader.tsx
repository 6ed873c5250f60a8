import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useDocumentTitle } from './useDocumentTitle.js';

/** Title on the left, the page's controls on the right; below each other where it is narrow. */
export function PageHeader({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}) {
  useDocumentTitle(title);
  return (
    <Stack
      direction={{ xs: 'column', sm: 'row' }}
      alignItems={{ xs: 'stretch', sm: 'center' }}
      justifyContent="space-between"
      gap={1.5}
      sx={{ mb: 2, minHeight: 32 }}
    >
      <Box>
        <Typography variant="h1">{title}</Typography>
        {note && (
          <Typography variant="body2" color="text.secondary">
            {note}
          </Typography>
        )}
      </Box>
      {children && (
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          {children}
        </Stack>
      )}
    </Stack>
  );
}
