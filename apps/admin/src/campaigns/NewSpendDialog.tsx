import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { SaveActions } from '../feedback/SaveActions.js';
import { useProject } from '../projects/ProjectContext.js';
import { NetworkField } from './NetworkField.js';
import { pathOf, spendNames } from './nodes/path-of.js';
import { type CampaignNode, useNodes } from './nodes/useNodes.js';

const NUMBERS = ['cost', 'impressions', 'clicks'] as const;
const EMPTY = { platform: '', account: '', day: '', cost: '', impressions: '', clicks: '' };

/** One figure by hand: what a part of the tree cost on a day. */
export function NewSpendDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { project } = useProject();
  const nodes = useNodes().data ?? [];
  const put = usePut(onClose);
  const [node, setNode] = useState<CampaignNode | null>(null);
  const [values, setValues] = useState({ ...EMPTY, currency: project.currency });
  const set = (next: Partial<typeof values>) => setValues((before) => ({ ...before, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const figures = NUMBERS.map((name) => [name, Number(values[name] || 0)]);
    if (node) put.mutate({ ...values, ...Object.fromEntries(figures), ...spendNames(node, nodes) });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="new-spend-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate('gs.campaigns.byHand')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <DialogContentText variant="body2">{translate('gs.campaigns.byHandHelp')}</DialogContentText>
            {put.error && <Alert severity="error">{errorText(put.error)}</Alert>}
            <Autocomplete
              options={nodes.filter(({ archived }) => !archived)}
              value={node}
              getOptionLabel={(one) =>
                pathOf(one, nodes)
                  .map(({ name }) => name)
                  .join(' › ')
              }
              getOptionKey={({ id }) => id}
              onChange={(_event, next) => {
                setNode(next);
                if (next?.platform) set({ platform: next.platform });
              }}
              renderInput={(params) => (
                <TextField {...params} required autoFocus label={translate('gs.campaigns.sampled.part')} />
              )}
            />
            <Figures values={values} set={set} />
          </Stack>
        </DialogContent>
        <SaveActions
          isReady={node !== null && values.platform.trim() !== ''}
          isSaving={put.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

type Values = typeof EMPTY & { currency: string };

function Figures({ values, set }: { values: Values; set(next: Partial<Values>): void }) {
  const translate = useTranslate();
  const field = (name: keyof Values) => ({
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
  });
  return (
    <Stack direction="row" flexWrap="wrap" gap={1.5}>
      <NetworkField
        label={translate('gs.tree.platform')}
        value={values.platform}
        isRequired
        onChange={(platform) => set({ platform })}
      />
      <TextField label={translate('gs.campaigns.account')} {...field('account')} />
      <TextField
        required
        type="date"
        label={translate('gs.campaigns.sampled.day')}
        slotProps={{ inputLabel: { shrink: true } }}
        {...field('day')}
      />
      <TextField
        required
        label={translate('gs.campaigns.currencyCode')}
        value={values.currency}
        onChange={({ target }) => set({ currency: target.value.toUpperCase() })}
        slotProps={{ htmlInput: { pattern: '[A-Z]{3}', maxLength: 3 } }}
        sx={{ width: 112 }}
      />
      {NUMBERS.map((name) => (
        <TextField
          key={name}
          required={name === 'cost'}
          type="number"
          label={translate(`gs.campaigns.figure.${name}`)}
          slotProps={{ htmlInput: name === 'cost' ? { step: 'any' } : { min: 0, step: 1 } }}
          {...field(name)}
          sx={{ width: 144 }}
        />
      ))}
    </Stack>
  );
}

function usePut(onDone: () => void) {
  const { project } = useProject();
  const notify = useNotify();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => request(`projects/${project.id}/spend`, { method: 'POST', body }),
    onSuccess: async () => {
      notify('gs.campaigns.byHandSaved', { type: 'success' });
      await client.invalidateQueries();
      onDone();
    },
  });
}
