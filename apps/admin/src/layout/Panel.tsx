import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { PanelTitleProvider } from './panel-title.js';

interface Props {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
  /** Content that brings its own padding, such as a table. */
  isFlush?: boolean;
  testId?: string;
}

/** A framed part of a page. */
export function Panel({ title, actions, children, isFlush, testId }: Props) {
  return (
    <Paper
      component="section"
      aria-label={title}
      data-testid={testId}
      // Clipped, not hidden: that would make a scroll container, and sticky heads would stick to it.
      sx={{ border: 1, borderColor: 'divider', minWidth: 0, overflow: isFlush ? 'clip' : undefined }}
    >
      {(title || actions) && (
        <Stack
          direction="row"
          alignItems="center"
          justifyContent="space-between"
          gap={1}
          flexWrap="wrap"
          sx={{ px: 2, pt: 1.5, pb: 1, minHeight: 48 }}
        >
          {title && <Typography variant="h2">{title}</Typography>}
          {actions}
        </Stack>
      )}
      <Box sx={isFlush ? undefined : { px: 2, pb: 2, pt: title ? 0 : 2 }}>
        <PanelTitleProvider value={title}>{children}</PanelTitleProvider>
      </Box>
    </Paper>
  );
}
