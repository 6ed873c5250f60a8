import { AD_NETWORKS, type AdNetwork } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { AccountFields } from './AccountFields.js';
import { ConsentFields } from './ConsentFields.js';
import { MoreFields } from './MoreFields.js';
import { RulesFields } from './RulesFields.js';
import { type DestinationBody, bodyOf, formOf } from './destination-form.js';
import type { Destination } from './types.js';
import { useConversionWrites } from './useConversions.js';

/** Makes a destination, or changes the one given. */
export function DestinationDialog({
  destination,
  onClose,
}: {
  destination: Destination | null;
  onClose(): void;
}) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { create, change } = useConversionWrites();
  const saving = destination ? change : create;
  const [form, setForm] = useState(() => formOf(destination));
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = bodyOf(form, destination);
    if (destination) {
      const { id, version } = destination;
      change.mutate({ id, version, ...body }, { onSuccess: onClose });
    } else create.mutate(body as DestinationBody, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="destination-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate(destination ? 'gs.conversions.edit' : 'gs.conversions.new')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2.5} sx={{ pt: 1 }}>
            {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
            <Stack direction={{ xs: 'column', sm: 'row' }} gap={1.5}>
              <TextField
                select
                label={translate('gs.conversions.networkLabel')}
                value={form.network}
                disabled={destination !== null}
                onChange={({ target }) =>
                  set({ network: target.value as AdNetwork, settings: {}, credentials: {}, testMode: false })
                }
                sx={{ minWidth: 168 }}
              >
                {AD_NETWORKS.map((network) => (
                  <MenuItem key={network} value={network}>
                    {translate(`gs.conversions.network.${network}`)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField
                autoFocus
                required
                fullWidth
                label={translate('gs.conversions.name')}
                value={form.name}
                onChange={({ target }) => set({ name: target.value })}
              />
            </Stack>
            <AccountFields form={form} isNew={destination === null} onChange={set} />
            <RulesFields network={form.network} rules={form.rules} onChange={(rules) => set({ rules })} />
            <ConsentFields form={form} onChange={set} />
            <MoreFields form={form} onChange={set} />
          </Stack>
        </DialogContent>
        <SaveActions
          label={translate(destination ? 'gs.action.save' : 'gs.action.create')}
          isSaving={saving.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
