import type { WeekStart } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { SaveActions } from '../feedback/SaveActions.js';
import { request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { CreatedProject } from '../api/types.js';
import { CopyButton } from '../feedback/CopyButton.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { CurrencyField, TimeZoneField, WeekStartField } from './ProjectFields.js';
import { browserTimeZone } from './intl-values.js';
import { PROJECTS_KEY } from './useProjects.js';

interface Values {
  name: string;
  timeZone: string;
  weekStart: WeekStart;
  currency: string;
}

/** Asks for what a project needs, then shows its keys. */
export function NewProjectDialog({ onClose }: { onClose(): void }) {
  const creation = useMutation({
    mutationFn: (values: Values) => request<CreatedProject>('projects', { method: 'POST', body: values }),
  });
  // Only now, as the page behind may leave for the new project as soon as it is listed.
  const close = () => {
    if (creation.data) void queryClient.invalidateQueries({ queryKey: PROJECTS_KEY });
    onClose();
  };
  return (
    <Dialog open onClose={close} maxWidth="sm" fullWidth>
      {creation.data ? (
        <Created project={creation.data} onClose={close} />
      ) : (
        <Form error={creation.error} isBusy={creation.isPending} onSubmit={creation.mutate} onClose={close} />
      )}
    </Dialog>
  );
}

interface FormProps {
  error: Error | null;
  isBusy: boolean;
  onSubmit(values: Values): void;
  onClose(): void;
}

function Form({ error, isBusy, onSubmit, onClose }: FormProps) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [locale] = useLocaleState();
  const [values, setValues] = useState<Values>(() => ({
    name: '',
    timeZone: browserTimeZone(),
    weekStart: 'monday',
    currency: locale === 'zh' ? 'CNY' : 'USD',
  }));
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ ...values, name: values.name.trim() });
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle>{translate('gs.project.createTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          <TextField
            autoFocus
            required
            name="name"
            label={translate('gs.project.name')}
            helperText={translate('gs.project.nameHelp')}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 200 } }}
          />
          <TimeZoneField value={values.timeZone} onChange={(timeZone) => set({ timeZone })} />
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ '& > *': { flex: 1 } }}>
            <WeekStartField value={values.weekStart} onChange={(weekStart) => set({ weekStart })} />
            <CurrencyField value={values.currency} onChange={(currency) => set({ currency })} />
          </Stack>
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate('gs.action.create')}
        isReady={values.name.trim() !== ''}
        isSaving={isBusy}
        onClose={onClose}
      />
    </form>
  );
}

function Created({ project, onClose }: { project: CreatedProject; onClose(): void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const go = () => {
    onClose();
    void navigate(`/p/${project.id}/data/live`);
  };
  return (
    <>
      <DialogTitle>{translate('gs.project.createdTitle', { name: project.name })}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary" sx={{ mb: 2 }}>
          {translate('gs.project.createdText')}
        </Typography>
        <Stack spacing={2}>
          <NewKey label={translate('gs.keys.write')} value={project.writeKey} />
          <NewKey label={translate('gs.keys.client')} value={project.clientKey} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={go} autoFocus>
          {translate('gs.project.goToData')}
        </Button>
      </DialogActions>
    </>
  );
}

function NewKey({ label, value }: { label: string; value: string }) {
  const translate = useTranslate();
  return (
    <Stack direction="row" spacing={1}>
      <TextField fullWidth label={label} value={value} slotProps={{ input: { readOnly: true } }} />
      <CopyButton text={value} label={translate('gs.keys.copyKey', { kind: label })} />
    </Stack>
  );
}
