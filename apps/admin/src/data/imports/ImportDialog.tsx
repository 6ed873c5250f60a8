import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { queryClient } from '../../api/query-client.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useProject } from '../../projects/ProjectContext.js';
import { FileDrop } from './FileDrop.js';
import { MappingForm } from './MappingForm.js';
import { PreviewTable } from './PreviewTable.js';
import { countRows } from './count-rows.js';
import { type MappingDraft, guessMapping, missingFields, toMapping } from './guess-mapping.js';
import { type Preview, UnreadableFile, previewFile } from './preview-file.js';
import { upload } from './upload.js';
import { importsKey } from './useImports.js';

interface Props {
  onClose(): void;
  onCounted(importId: string, rows: number): void;
}

interface Chosen {
  file: File;
  preview: Preview;
}

/** Choose a file, see its first rows, say what its columns are, send it. */
export function ImportDialog({ onClose, onCounted }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const [draft, setDraft] = useState<MappingDraft | null>(null);
  const [share, setShare] = useState(0);
  const choice = useMutation({
    mutationFn: async (file: File): Promise<Chosen> => ({ file, preview: await previewFile(file) }),
    onSuccess: ({ preview }) => setDraft(guessMapping(preview.columns)),
  });
  const sending = useSending({ onClose, onCounted, onProgress: setShare });
  const chosen = choice.data;
  const isReady = chosen && draft && missingFields(draft).length === 0;
  const problem = choice.error ? unreadable(choice.error) : null;
  return (
    <Dialog open onClose={sending.isPending ? undefined : onClose} maxWidth="md" fullWidth>
      <DialogTitle>{translate('gs.imports.dialogTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          {problem && <Alert severity="error">{translate(problem)}</Alert>}
          {sending.error && <Alert severity="error">{errorText(sending.error)}</Alert>}
          <FileDrop
            file={chosen?.file}
            isBusy={choice.isPending || sending.isPending}
            onFile={choice.mutate}
          />
          {chosen && draft && (
            <>
              <PreviewTable preview={chosen.preview} />
              <MappingForm columns={chosen.preview.columns} draft={draft} onChange={setDraft} />
            </>
          )}
          {sending.isPending && (
            <div>
              <LinearProgress
                variant="determinate"
                value={share * 100}
                aria-label={translate('gs.imports.progress')}
              />
              <Typography variant="caption" color="text.secondary">
                {translate('gs.imports.uploading', { percent: format.percent(share, 0) })}
              </Typography>
            </div>
          )}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} color="inherit" disabled={sending.isPending}>
          {translate('gs.action.cancel')}
        </Button>
        <Button
          variant="contained"
          disabled={!isReady}
          loading={sending.isPending}
          onClick={() => isReady && sending.mutate({ ...chosen, draft })}
          data-testid="import-start"
        >
          {translate('gs.imports.start')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function unreadable(error: unknown): string {
  return `gs.imports.${error instanceof UnreadableFile ? error.reason : 'unreadable'}`;
}

function useSending({ onClose, onCounted, onProgress }: Props & { onProgress(share: number): void }) {
  const notify = useNotify();
  const { project } = useProject();
  return useMutation({
    mutationFn: async ({ file, preview, draft }: Chosen & { draft: MappingDraft }) => {
      const counting = countRows(file, preview.format === 'csv').catch(() => null);
      const { importId } = await upload(project.id, file, toMapping(draft), onProgress);
      void counting.then((rows) => rows !== null && onCounted(importId, rows));
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: importsKey(project.id) });
      notify('gs.imports.startedNote', { type: 'success' });
      onClose();
    },
  });
}
