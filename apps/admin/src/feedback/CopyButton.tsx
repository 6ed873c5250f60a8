import CheckIcon from '@mui/icons-material/Check';
import CopyIcon from '@mui/icons-material/ContentCopy';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';

/** Copies `text`; `label` says what for a screen reader. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      notify('gs.error.copyFailed', { type: 'warning' });
    }
  };
  return (
    <Button
      variant="outlined"
      aria-label={label}
      onClick={() => void copy()}
      startIcon={isCopied ? <CheckIcon fontSize="small" /> : <CopyIcon fontSize="small" />}
      sx={{ flexShrink: 0, minWidth: 96 }}
    >
      {translate(isCopied ? 'gs.action.copied' : 'gs.action.copy')}
    </Button>
  );
}
