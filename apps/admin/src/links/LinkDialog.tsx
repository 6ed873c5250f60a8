import type { Link, LinkUtm } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { taggedAddress, UTM_FIELDS } from './tagged-address.js';
import { useLinkWrites } from './useLinks.js';

/** Makes a link, or changes the one given, with the address that it will lead to in view. */
export function LinkDialog({ link, onClose }: { link: Link | null; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { create, change } = useLinkWrites();
  const saving = link ? change : create;
  const [name, setName] = useState(link?.name ?? '');
  const [destination, setDestination] = useState(link?.destination ?? '');
  const [code, setCode] = useState('');
  const [utm, setUtm] = useState<LinkUtm>(link?.utm ?? {});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const draft = { name, destination, utm };
    if (link) change.mutate({ link, ...draft }, { onSuccess: onClose });
    else create.mutate({ ...draft, ...(code.trim() && { code: code.trim() }) }, { onSuccess: onClose });
  };
  const leadsTo = taggedAddress(destination, utm);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>{translate(link ? 'gs.links.edit' : 'gs.links.new')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
            <Field label="name" value={name} onChange={setName} isRequired isFirst />
            <Field
              label="destination"
              value={destination}
              onChange={setDestination}
              isRequired
              placeholder="https://"
            />
            {!link && <Field label="code" value={code} onChange={setCode} help="codeHelp" />}
            <Typography variant="subtitle2">{translate('gs.links.utm')}</Typography>
            <Stack direction="row" flexWrap="wrap" gap={1.5}>
              {UTM_FIELDS.map((field) => (
                <TextField
                  key={field}
                  label={`utm_${field}`}
                  value={utm[field] ?? ''}
                  onChange={({ target }) => setUtm({ ...utm, [field]: target.value })}
                  slotProps={{ htmlInput: { maxLength: 200 } }}
                  sx={{ flex: '1 1 160px' }}
                />
              ))}
            </Stack>
            {leadsTo && (
              <Typography
                variant="body2"
                color="text.secondary"
                data-testid="link-leads-to"
                sx={{ overflowWrap: 'anywhere' }}
              >
                {translate('gs.links.leadsTo')} {leadsTo}
              </Typography>
            )}
          </Stack>
        </DialogContent>
        <SaveActions
          label={translate(link ? 'gs.action.save' : 'gs.action.create')}
          isSaving={saving.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface FieldProps {
  label: 'name' | 'destination' | 'code';
  value: string;
  onChange(value: string): void;
  help?: string;
  placeholder?: string;
  isRequired?: boolean;
  isFirst?: boolean;
}

function Field({ label, value, onChange, help, placeholder, isRequired, isFirst }: FieldProps) {
  const translate = useTranslate();
  return (
    <TextField
      autoFocus={isFirst}
      required={isRequired}
      fullWidth
      label={translate(`gs.links.${label}`)}
      helperText={help && translate(`gs.links.${help}`)}
      placeholder={placeholder}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
