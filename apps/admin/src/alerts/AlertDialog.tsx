import MuiAlert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocaleState, useNotify, useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { AlertPreviewNote } from './AlertPreviewNote.js';
import { ChannelsFields } from './ChannelsFields.js';
import { RuleFields } from './RuleFields.js';
import { ScheduleFields } from './ScheduleFields.js';
import { WatchedFields } from './WatchedFields.js';
import { type AlertForm, formOf, isWhole, newForm } from './alert-form.js';
import type { AlertView } from './types.js';
import { useAlertWrites } from './useAlerts.js';

/** Makes an alert, or changes one. */
export function AlertDialog({ alert, onClose }: { alert: AlertView | null; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const notify = useNotify();
  const [locale] = useLocaleState();
  const { create, change } = useAlertWrites();
  const [form, setForm] = useState<AlertForm>(() =>
    alert ? formOf(alert) : newForm(locale === 'zh' ? 'zh' : 'en'),
  );
  const edit = (over: Partial<AlertForm>) => setForm((before) => ({ ...before, ...over }));
  const saving = useMutation({
    mutationFn: () => (alert ? change.mutateAsync({ alert, form }) : create.mutateAsync(form)),
    onSuccess: () => {
      notify('gs.alerts.saved', { type: 'success' });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="alert-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate(alert ? 'gs.alerts.edit' : 'gs.alerts.new')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {saving.error && <MuiAlert severity="error">{errorText(saving.error)}</MuiAlert>}
            <TextField
              autoFocus
              required
              label={translate('gs.alerts.name')}
              value={form.name}
              onChange={({ target }) => edit({ name: target.value })}
              slotProps={{ htmlInput: { maxLength: 200 } }}
            />
            <WatchedFields form={form} onChange={edit} />
            <RuleFields rule={form.rule} measure={form.measure} onChange={(rule) => edit({ rule })} />
            <AlertPreviewNote form={form} />
            <ScheduleFields schedule={form.schedule} onChange={(schedule) => edit({ schedule })} />
            <ChannelsFields channels={form.channels} onChange={(channels) => edit({ channels })} />
            <TextField
              select
              label={translate('gs.alerts.language')}
              value={form.language}
              onChange={({ target }) => edit({ language: target.value as AlertForm['language'] })}
            >
              <MenuItem value="en">English</MenuItem>
              <MenuItem value="zh">简体中文</MenuItem>
            </TextField>
          </Stack>
        </DialogContent>
        <SaveActions isReady={isWhole(form)} isSaving={saving.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}
