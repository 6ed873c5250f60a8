import type { ReferralProgram } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useRange } from '../range/useRange.js';
import { useEventNames } from '../retention/useEventNames.js';
import { type ProgramFields, fieldsOf, isWhole, valuesOf } from './program-fields.js';
import { useReferralWrites } from './useReferral.js';

interface Props {
  /** Absent: a new one. */
  program?: ReferralProgram;
  onSaved(id: number): void;
  onClose(): void;
}

/** By which events and properties a programme is read. */
export function ProgramDialog({ program, onSaved, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { save, remove } = useReferralWrites();
  const { days } = useRange('90d');
  const names = useEventNames(days);
  const [fields, setFields] = useState(() => fieldsOf(program));
  const [isRemoving, setRemoving] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { program, ...valuesOf(fields) },
      {
        onSuccess: ({ id }) => {
          onSaved(id);
          onClose();
        },
      },
    );
  };
  const field = (
    name: keyof ProgramFields,
    more: { type?: string; list?: string; required?: boolean } = {},
  ) => (
    <TextField
      key={name}
      size="small"
      label={translate(`gs.referral.${name}`)}
      value={fields[name]}
      required={more.required}
      type={more.type}
      onChange={({ target }) => setFields({ ...fields, [name]: target.value })}
      slotProps={{ htmlInput: { list: more.list, maxLength: 200, min: 0 } }}
    />
  );
  const event = (name: keyof ProgramFields, required = true) =>
    field(name, { list: 'referral-events', required });
  const number = (name: keyof ProgramFields, required = true) => field(name, { type: 'number', required });
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>{translate(program ? 'gs.referral.edit' : 'gs.referral.new')}</DialogTitle>
        <DialogContent>
          {save.error && <Alert severity="error">{errorText(save.error)}</Alert>}
          <datalist id="referral-events">
            {names.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Fields>{field('name', { required: true })}</Fields>
          <Fields title={translate('gs.referral.events')}>
            {event('memberEvent')}
            {event('inviteEvent')}
            {event('visitEvent', false)}
            {event('signupEvent')}
            {event('activationEvent', false)}
            {field('linkTarget', { type: 'url' })}
          </Fields>
          <Fields title={translate('gs.referral.codes')}>
            {(['inviteCode', 'visitCode', 'signupCode'] as const).map((name) =>
              field(name, { required: true }),
            )}
          </Fields>
          <Fields title={translate('gs.referral.windows')}>
            {(['inviteDays', 'windowDays', 'activationDays'] as const).map((name) => number(name))}
          </Fields>
          <Fields title={translate('gs.referral.rules')}>
            {(['device', 'ip', 'payment'] as const).map((name) => field(name))}
            {(['burstSignups', 'burstMinutes'] as const).map((name) => number(name, false))}
          </Fields>
          <Fields title={translate('gs.referral.rewards')}>
            {field('unit')}
            {(['rewardInviter', 'rewardInvitee', 'holdDays', 'mostPerInviter'] as const).map((name) =>
              number(name, false),
            )}
          </Fields>
        </DialogContent>
        <SaveActions isReady={isWhole(fields)} isSaving={save.isPending} onClose={onClose}>
          {program && (
            <Button color="error" onClick={() => setRemoving(true)} sx={{ mr: 'auto' }}>
              {translate('gs.referral.remove')}
            </Button>
          )}
        </SaveActions>
      </form>
      {isRemoving && program && (
        <ConfirmDialog
          title={translate('gs.referral.remove')}
          text={translate('gs.referral.removeText', { name: program.name })}
          confirm={translate('gs.referral.remove')}
          isDangerous
          onConfirm={() => remove.mutateAsync(program.id)}
          onClose={() => (remove.isSuccess ? onClose() : setRemoving(false))}
        />
      )}
    </Dialog>
  );
}

function Fields({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <Box sx={{ mt: 1.5 }}>
      {title && (
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
          {title}
        </Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          pt: title ? 0 : 1,
          gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, 1fr)' },
        }}
      >
        {children}
      </Box>
    </Box>
  );
}
