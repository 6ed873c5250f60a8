import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
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
import { FiguresPreview, type PreviewedFigures } from './FiguresPreview.js';
import { metricsKey } from './useMetrics.js';

/** Choose a CSV, see what would be stored and what refused, store it. */
export function FiguresDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const [csv, setCsv] = useState('');
  const { look, store } = useFigures(onClose);
  const preview = look.data;
  const error = look.error ?? store.error;
  const choose = async (file: File) => {
    const text = await file.text();
    setCsv(text);
    look.mutate(text);
  };
  const edit = (text: string) => {
    setCsv(text);
    look.reset();
  };
  return (
    <Dialog open onClose={store.isPending ? undefined : onClose} maxWidth="md" fullWidth>
      <DialogTitle>{translate('gs.market.importTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography variant="body2" color="text.secondary">
            {translate('gs.market.importHelp')}
          </Typography>
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          <Box>
            <Button variant="outlined" loading={look.isPending} onClick={() => input.current?.click()}>
              {translate(csv ? 'gs.market.another' : 'gs.market.choose')}
            </Button>
            <input
              ref={input}
              type="file"
              accept=".csv,text/csv"
              hidden
              data-testid="figures-file"
              onChange={({ target }) => {
                const [file] = target.files ?? [];
                if (file) void choose(file);
                target.value = '';
              }}
            />
          </Box>
          <TextField
            multiline
            minRows={3}
            maxRows={6}
            label={translate('gs.market.pasted')}
            placeholder="subject,metric,date,value,source"
            value={csv}
            onChange={({ target }) => edit(target.value)}
            slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', fontSize: 12 } } }}
          />
          {preview && <FiguresPreview preview={preview} />}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="inherit">
          {translate('gs.action.cancel')}
        </Button>
        {preview ? (
          <Button
            variant="contained"
            disabled={preview.accepted === 0}
            loading={store.isPending}
            onClick={() => store.mutate(csv)}
            data-testid="store-figures"
          >
            {translate('gs.market.store', { smart_count: preview.accepted })}
          </Button>
        ) : (
          <Button
            variant="contained"
            disabled={csv.trim() === ''}
            loading={look.isPending}
            onClick={() => look.mutate(csv)}
          >
            {translate('gs.market.look')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function useFigures(onStored: () => void) {
  const { project } = useProject();
  const notify = useNotify();
  const client = useQueryClient();
  const send = (verb: string, csv: string) =>
    request<PreviewedFigures>(`projects/${project.id}/panelFigures/${verb}`, {
      method: 'POST',
      body: { csv },
    });
  const look = useMutation({ mutationFn: (csv: string) => send('preview', csv) });
  const store = useMutation({
    mutationFn: (csv: string) => send('import', csv),
    onSuccess: async ({ accepted }) => {
      notify('gs.market.stored', { type: 'success', messageArgs: { smart_count: accepted } });
      await client.invalidateQueries({ queryKey: metricsKey(project.id) });
      await client.invalidateQueries({ queryKey: ['report', project.id] });
      onStored();
    },
  });
  return { look, store };
}
