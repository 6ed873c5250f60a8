import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../../feedback/SaveActions.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { ListField } from './ListField.js';
import { ParentField } from './ParentField.js';
import { type CampaignNode, type NodeChange, useNodeWrites } from './useNodes.js';

const TYPES = ['image', 'video', 'text', 'article', 'carousel'];
const TEXTS = ['text', 'imageUrl', 'linkUrl', 'audience'] as const;

interface Props {
  node: CampaignNode;
  nodes: readonly CampaignNode[];
  onClose(): void;
}

/** Renames, moves and describes a campaign, an ad group or a creative. */
export function NodeDialog({ node, nodes, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { change } = useNodeWrites();
  const [values, setValues] = useState<NodeChange>({});
  const set = (next: NodeChange) => setValues((before) => ({ ...before, ...next }));
  const now = { ...node, ...values };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ node, values }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="node-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate('gs.tree.editTitle', { name: node.name })}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {change.error && <Alert severity="error">{errorText(change.error)}</Alert>}
            <TextField
              autoFocus
              required
              label={translate('gs.tree.name')}
              helperText={translate('gs.tree.nameHelp')}
              value={now.name}
              onChange={({ target }) => set({ name: target.value })}
            />
            {node.level !== 'campaign' && (
              <ParentField
                level={node.level}
                nodes={nodes}
                value={now.parentId}
                onChange={(parentId) => set({ parentId })}
              />
            )}
            <ListField
              label={translate('gs.tree.aliases')}
              help={translate('gs.tree.aliasesHelp')}
              values={now.aliases}
              onChange={(aliases) => set({ aliases })}
            />
            {node.level === 'creative' && <Looks now={now} set={set} />}
          </Stack>
        </DialogContent>
        <SaveActions isSaving={change.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** What a creative looks like, and whom it is for. */
function Looks({ now, set }: { now: CampaignNode; set(values: NodeChange): void }) {
  const translate = useTranslate();
  const types = [...new Set([...TYPES, ...(now.type ? [now.type] : [])])];
  return (
    <>
      <TextField
        select
        label={translate('gs.creatives.type')}
        value={now.type}
        onChange={({ target }) => set({ type: target.value })}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      >
        <option value="">{translate('gs.creatives.noType')}</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {translate(`gs.creatives.types.${type}`, { _: type })}
          </option>
        ))}
      </TextField>
      {TEXTS.map((field) => (
        <TextField
          key={field}
          label={translate(`gs.creatives.${field}`)}
          helperText={field === 'imageUrl' ? translate('gs.creatives.imageHelp') : undefined}
          placeholder={field.endsWith('Url') ? 'https://' : undefined}
          multiline={field === 'text'}
          value={now[field]}
          onChange={({ target }) => set({ [field]: target.value })}
        />
      ))}
      <ListField
        label={translate('gs.creatives.tags')}
        values={now.tags}
        onChange={(tags) => set({ tags })}
      />
    </>
  );
}
