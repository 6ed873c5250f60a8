import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../../feedback/SaveActions.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useFormat } from '../../i18n/useFormat.js';
import { RuleRows } from '../../settings/RuleRows.js';
import { BLANK, type EditDraft, toEdit } from './edit-drafts.js';
import { EditFields } from './EditFields.js';
import { ReplayPreview } from './ReplayPreview.js';
import {
  type LetterFilter,
  type StartedReplayView,
  useReplayImport,
  useReplayPreview,
  useStartReplay,
} from './useReplay.js';

/** Edits for the letters of the filter, what they make of them, and the way back into the numbers. */
export function ReplayDialog({ filter, onClose }: { filter: LetterFilter; onClose(): void }) {
  const translate = useTranslate();
  const starting = useStartReplay();
  return (
    <Dialog
      open
      onClose={starting.isPending ? undefined : onClose}
      maxWidth="md"
      fullWidth
      data-testid="replay-dialog"
    >
      <DialogTitle>{translate('gs.replay.title')}</DialogTitle>
      {starting.data ? (
        <Outcome started={starting.data} onClose={onClose} />
      ) : (
        <Form filter={filter} starting={starting} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface FormProps {
  filter: LetterFilter;
  starting: ReturnType<typeof useStartReplay>;
  onClose(): void;
}

function Form({ filter, starting, onClose }: FormProps) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const format = useFormat();
  const [drafts, setDrafts] = useState<EditDraft[]>([]);
  const edits = drafts.map(toEdit).filter((edit) => edit !== null);
  const isWhole = edits.length === drafts.length;
  const preview = useReplayPreview({ filter, edits });
  const error = starting.error ?? preview.error;
  const passing = preview.data?.passing ?? 0;
  return (
    <>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography color="text.secondary">
            {translate(filter.reason || filter.q ? 'gs.replay.chosen' : 'gs.replay.chosenAll', {
              smart_count: preview.data?.total ?? 0,
              count: format.number(preview.data?.total ?? 0),
            })}
          </Typography>
          <RuleRows
            rules={drafts}
            blank={BLANK}
            none={translate('gs.replay.noEdits')}
            add={translate('gs.replay.add')}
            fields={(draft, change) => <EditFields draft={draft} onChange={change} />}
            onChange={setDrafts}
          />
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          {preview.isLoading && <LinearProgress aria-label={translate('gs.replay.checking')} />}
          {preview.data && preview.data.total > 0 && <ReplayPreview preview={preview.data} />}
          <Alert severity="info">{translate('gs.replay.forGood')}</Alert>
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate('gs.replay.start')}
        isReady={passing !== 0 && isWhole && !preview.error}
        isSaving={starting.isPending}
        isHeld={starting.isPending}
        testId="replay-start"
        onSave={() => starting.mutate({ filter, edits })}
        onClose={onClose}
      />
    </>
  );
}

function Outcome({ started, onClose }: { started: StartedReplayView; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const format = useFormat();
  const { data: run, error } = useReplayImport(started.importId);
  const isRunning = started.importId !== null && run?.state !== 'done' && run?.state !== 'failed';
  const count = format.number(started.replayed);
  const staying = started.failing.reduce((sum, { letters }) => sum + letters, 0);
  return (
    <>
      <DialogContent>
        <Stack spacing={2} data-testid="replay-outcome">
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          {isRunning && (
            <>
              <Typography>{translate('gs.replay.running', { count })}</Typography>
              <LinearProgress aria-label={translate('gs.replay.title')} />
            </>
          )}
          {run?.state === 'done' && (
            <Alert severity="success">
              {translate('gs.replay.done', { count })}
              {run.duplicates
                ? ` ${translate('gs.replay.duplicates', { duplicates: format.number(run.duplicates) })}`
                : ''}
            </Alert>
          )}
          {run?.state === 'failed' && <Alert severity="error">{run.error}</Alert>}
          {staying > 0 && (
            <Alert severity="warning">
              {translate('gs.replay.staying', { count: format.number(staying) })}
            </Alert>
          )}
          {started.left > 0 && (
            <Alert severity="info">
              {translate('gs.replay.left', { count: format.number(started.left) })}
            </Alert>
          )}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {translate('gs.action.close')}
        </Button>
      </DialogActions>
    </>
  );
}
