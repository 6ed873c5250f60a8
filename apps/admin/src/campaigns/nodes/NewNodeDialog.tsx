import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { NAMING_LEVELS, type NamingLevel } from '@groundswell/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../../feedback/ErrorState.js';
import { SaveActions } from '../../feedback/SaveActions.js';
import { NetworkField } from '../NetworkField.js';
import { ParentField } from './ParentField.js';
import { type CampaignNode, useNodeWrites } from './useNodes.js';

interface Props {
  nodes: readonly CampaignNode[];
  onClose(): void;
}

const EMPTY = { name: '', platform: '', externalId: '', parentId: null as number | null };

/** A campaign, an ad group or a creative by hand, before its spend or its first visitor tell of it. */
export function NewNodeDialog({ nodes, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { create } = useNodeWrites();
  const [level, setLevel] = useState<NamingLevel>('campaign');
  const [values, setValues] = useState(EMPTY);
  const set = (next: Partial<typeof EMPTY>) => setValues((before) => ({ ...before, ...next }));
  const field = (name: 'name' | 'externalId') => ({
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ level, values }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="new-node-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate('gs.tree.newTitle')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {create.error && <Alert severity="error">{errorText(create.error)}</Alert>}
            <TextField
              select
              label={translate('gs.campaigns.level')}
              value={level}
              onChange={({ target }) => {
                setLevel(target.value as NamingLevel);
                set({ parentId: null });
              }}
            >
              {NAMING_LEVELS.map((one) => (
                <MenuItem key={one} value={one}>
                  {translate(`gs.campaigns.levels.${one}`)}
                </MenuItem>
              ))}
            </TextField>
            <TextField autoFocus required label={translate('gs.tree.name')} {...field('name')} />
            <NetworkField
              label={translate('gs.tree.platform')}
              value={values.platform}
              onChange={(platform) => set({ platform })}
            />
            <TextField label={translate('gs.tree.externalId')} {...field('externalId')} />
            {level !== 'campaign' && (
              <ParentField
                level={level}
                nodes={nodes}
                value={values.parentId}
                onChange={(parentId) => set({ parentId })}
              />
            )}
          </Stack>
        </DialogContent>
        <SaveActions
          label={translate('gs.action.create')}
          isReady={values.name.trim() !== ''}
          isSaving={create.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
