import Box from '@mui/material/Box';
import { MONO_STACK } from '../theme/tokens.js';
import { useTokens } from '../theme/useTokens.js';

/** Text to be read or copied as it is; scrolls within itself. */
export function CodeBlock({
  children,
  maxHeight,
  testId,
}: {
  children: string;
  maxHeight?: number;
  testId?: string;
}) {
  const { sunken, line } = useTokens();
  return (
    <Box
      component="pre"
      tabIndex={0}
      data-testid={testId}
      sx={{
        m: 0,
        p: 1.5,
        bgcolor: sunken,
        border: `1px solid ${line}`,
        borderRadius: 1,
        fontFamily: MONO_STACK,
        fontSize: 12,
        lineHeight: '18px',
        overflow: 'auto',
        maxHeight,
        whiteSpace: 'pre',
      }}
    >
      {children}
    </Box>
  );
}
