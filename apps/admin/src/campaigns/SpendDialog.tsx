import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useProject } from '../projects/ProjectContext.js';
import { type PreviewedSpend, SpendPreview } from './SpendPreview.js';

interface Asked {
  base64: string;
  fileName: string;
  platform?: string;
  currency?: string;
}

/** Choose an export, see what was found in it and what would be refused, store it. */
export function SpendDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ base64: string; fileName: string } | null>(null);
  const [platform, setPlatform] = useState('');
  const [currency, setCurrency] = useState('');
  const { look, store } = useSpendFile(onClose);
  const asked = (chosen: { base64: string; fileName: string }): Asked => ({
    ...chosen,
    ...(platform.trim() && { platform: platform.trim() }),
    ...(currency.trim() && { currency: currency.trim().toUpperCase() }),
  });
  const choose = async (chosen: File) => {
    const read = { base64: await base64Of(chosen), fileName: chosen.name };
    setFile(read);
    look.mutate(asked(read));
  };
  const error = look.error ?? store.error;
  const preview = look.data;
  return (
    <Dialog open onClose={store.isPending ? undefined : onClose} maxWidth="md" fullWidth>
      <DialogTitle>{translate('gs.campaigns.importTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography variant="body2" color="text.secondary">
            {translate('gs.campaigns.importHelp')}
          </Typography>
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
            <Button variant="outlined" loading={look.isPending} onClick={() => input.current?.click()}>
              {file?.fileName ?? translate('gs.campaigns.choose')}
            </Button>
            <TextField
              size="small"
              label={translate('gs.campaigns.platform')}
              value={platform}
              onChange={({ target }) => (setPlatform(target.value), look.reset())}
            />
            <TextField
              size="small"
              label={translate('gs.campaigns.currency')}
              value={currency}
              onChange={({ target }) => (setCurrency(target.value), look.reset())}
            />
            <input
              ref={input}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              hidden
              data-testid="spend-file"
              onChange={({ target }) => {
                const [chosen] = target.files ?? [];
                if (chosen) void choose(chosen);
                target.value = '';
              }}
            />
          </Stack>
          {preview && <SpendPreview preview={preview} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="inherit">
          {translate('gs.action.cancel')}
        </Button>
        <Button
          variant="contained"
          disabled={!file || preview?.accepted === 0}
          loading={store.isPending}
          onClick={() => file && (preview ? store.mutate(asked(file)) : look.mutate(asked(file)))}
          data-testid="store-spend"
        >
          {translate(preview ? 'gs.campaigns.store' : 'gs.campaigns.look')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Bytes, not text: exports of Google are UTF-16. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function useSpendFile(onStored: () => void) {
  const { project } = useProject();
  const translate = useTranslate();
  const notify = useNotify();
  const client = useQueryClient();
  const send = <T,>(verb: string, body: Asked) =>
    request<T>(`projects/${project.id}/spend/${verb}`, { method: 'POST', body });
  const look = useMutation({ mutationFn: (asked: Asked) => send<PreviewedSpend>('preview', asked) });
  const store = useMutation({
    mutationFn: (asked: Asked) => send<{ accepted: number }>('import', asked),
    onSuccess: async ({ accepted }) => {
      notify(translate('gs.campaigns.stored', { smart_count: accepted }), { type: 'success' });
      await client.invalidateQueries();
      onStored();
    },
  });
  return { look, store };
}
