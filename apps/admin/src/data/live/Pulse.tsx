import { keyframes } from '@emotion/react';
import Box from '@mui/material/Box';

const beat = keyframes({
  '0%': { opacity: 0.5, transform: 'scale(1)' },
  '100%': { opacity: 0, transform: 'scale(2.6)' },
});

/** A sign of life. */
export function Pulse({ isOn }: { isOn: boolean }) {
  return (
    <Box
      aria-hidden
      sx={{
        width: 8,
        height: 8,
        borderRadius: '50%',
        position: 'relative',
        bgcolor: isOn ? 'success.main' : 'text.disabled',
        '&::after': isOn
          ? {
              content: '""',
              position: 'absolute',
              inset: 0,
              borderRadius: '50%',
              bgcolor: 'success.main',
              animation: `${beat} 1.6s ease-out infinite`,
            }
          : undefined,
      }}
    />
  );
}
