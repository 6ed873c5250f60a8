import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { SaveActions } from '../../feedback/SaveActions.js';
import { queryClient } from '../../api/query-client.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useProject } from '../../projects/ProjectContext.js';
import { FileDrop } from './FileDrop.js';
import { MappingForm } from './MappingForm.js';
import { PreviewTable } from './PreviewTable.js';
import { ReadingField } from './ReadingField.js';
import { StoredPreview } from './StoredPreview.js';
import { type MappingDraft, guessMapping, missingFields, toMapping } from './guess-mapping.js';
import { type ServerPacking, UnreadableFile } from './file-head.js';
import { type Preview, previewFile } from './preview-file.js';
import type { ExportFormat, Reading } from './types.js';
import { upload } from './upload.js';
import { importsKey } from './useImports.js';
import { lookAtRows } from './usePreviewed.js';
import { unpackByServer } from './unpack-by-server.js';

interface Props {
  onClose(): void;
}

interface Chosen {
  file: File;
  /** Null where the server is to unpack it and could not be asked. */
  preview: Preview | null;
  detected: ExportFormat | null;
}

/** Choose a file, see its first rows, say what its columns are, send it. */
export function ImportDialog({ onClose }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const { project } = useProject();
  const [draft, setDraft] = useState<MappingDraft | null>(null);
  const [reading, setReading] = useState<Reading>('columns');
  const [share, setShare] = useState(0);
  const whileShown = useWhileShown();
  const choice = useMutation({
    mutationFn: (file: File) => look(project.id, file, whileShown()),
    onSuccess: ({ preview, detected }) => {
      setDraft(preview && guessMapping(preview.columns));
      setReading(detected ?? 'columns');
    },
  });
  const sending = useSending({ onClose, onProgress: setShare });
  const chosen = choice.data;
  const mapping = draft && missingFields(draft).length === 0 ? toMapping(draft) : null;
  const isReady = chosen && (reading !== 'columns' || mapping !== null || chosen.preview === null);
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
          {chosen && !chosen.preview && <Alert severity="info">{translate('gs.imports.packed')}</Alert>}
          {chosen && (
            <ReadingField
              value={reading}
              detected={chosen.detected}
              isPacked={chosen.preview === null}
              onChange={setReading}
            />
          )}
          {chosen?.preview && draft && reading === 'columns' && (
            <>
              <PreviewTable preview={chosen.preview} />
              <MappingForm columns={chosen.preview.columns} draft={draft} onChange={setDraft} />
            </>
          )}
          {chosen?.preview && <StoredPreview preview={chosen.preview} reading={reading} mapping={mapping} />}
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
      <SaveActions
        label={translate('gs.imports.start')}
        isReady={isReady}
        isSaving={sending.isPending}
        isHeld={sending.isPending}
        testId="import-start"
        onSave={() => isReady && sending.mutate({ file: chosen.file, reading, mapping })}
        onClose={onClose}
      />
    </Dialog>
  );
}

function unreadable(error: unknown): string {
  return `gs.imports.${error instanceof UnreadableFile ? error.reason : 'unreadable'}`;
}

/** Of the dialog: what the server does for one that is closed, it does for nobody. */
function useWhileShown(): () => AbortSignal | undefined {
  const shown = useRef<AbortController>(null);
  useEffect(() => {
    const stop = (shown.current = new AbortController());
    return () => stop.abort();
  }, []);
  return () => shown.current?.signal;
}

async function look(projectId: number, file: File, signal?: AbortSignal): Promise<Chosen> {
  const unpack = (packed: Uint8Array, packing: ServerPacking) =>
    unpackByServer(projectId, packed, packing, signal);
  const preview = await previewFile(file, unpack).catch((error: unknown) => {
    if (error instanceof UnreadableFile && error.reason === 'packed') return null;
    throw error;
  });
  if (!preview || preview.objects.length === 0) return { file, preview, detected: null };
  const { format } = await lookAtRows(projectId, { rows: preview.objects });
  return { file, preview, detected: format };
}

interface Sending {
  file: File;
  reading: Reading;
  mapping: Record<string, unknown> | null;
}

function useSending({ onClose, onProgress }: Props & { onProgress(share: number): void }) {
  const notify = useNotify();
  const { project } = useProject();
  return useMutation({
    mutationFn: ({ file, reading, mapping }: Sending) => {
      const how = reading === 'columns' ? { mapping: mapping ?? undefined } : { format: reading };
      return upload(project.id, file, how, onProgress);
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: importsKey(project.id) });
      notify('gs.imports.startedNote', { type: 'success' });
      onClose();
    },
  });
}
