import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { MONO_STACK } from '../theme/tokens.js';

/** About what two lines hold. */
const SHORT = 120;

/** What was written: its beginning, and all of it when asked. */
export function AuditDetail({ detail }: { detail: Record<string, unknown> }) {
  const translate = useTranslate();
  const [isWhole, setWhole] = useState(false);
  if (Object.keys(detail).length === 0) return null;
  const line = JSON.stringify(detail);
  const isLong = line.length > SHORT;
  return (
    <Box sx={{ fontFamily: MONO_STACK, fontSize: '12px', overflowWrap: 'anywhere' }}>
      <Box sx={{ whiteSpace: isWhole ? 'pre-wrap' : undefined }}>
        {isWhole ? JSON.stringify(detail, null, 2) : isLong ? `${line.slice(0, SHORT)}…` : line}
      </Box>
      {isLong && (
        <Button
          size="small"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          sx={{ p: 0, minWidth: 0 }}
        >
          {translate(isWhole ? 'gs.audit.less' : 'gs.audit.whole')}
        </Button>
      )}
    </Box>
  );
}
