import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../../feedback/SaveActions.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { MergePreview } from './MergePreview.js';
import { type CampaignNode, useNodeWrites } from './useNodes.js';

interface Props {
  node: CampaignNode;
  nodes: readonly CampaignNode[];
  onClose(): void;
}

/** Which one counts for which, with what both come to together. */
export function MergeDialog({ node, nodes, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { merge } = useNodeWrites();
  const [into, setInto] = useState<CampaignNode | null>(null);
  const options = nodes.filter(
    ({ id, level, mergedInto, archived }) =>
      level === node.level && id !== node.id && mergedInto === null && !archived,
  );
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="merge-dialog">
      <DialogTitle>{translate('gs.tree.mergeTitle', { name: node.name })}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <DialogContentText variant="body2">{translate('gs.tree.mergeHelp')}</DialogContentText>
          {merge.error && <Alert severity="error">{errorText(merge.error)}</Alert>}
          <Autocomplete
            size="small"
            options={options}
            value={into}
            getOptionLabel={({ name, platform }) => (platform ? `${name} (${platform})` : name)}
            getOptionKey={({ id }) => id}
            onChange={(_event, next) => setInto(next)}
            renderInput={(params) => (
              <TextField {...params} label={translate('gs.tree.mergeInto')} autoFocus />
            )}
          />
          {into && <MergePreview node={node} into={into} />}
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate('gs.tree.mergeDo')}
        isReady={into !== null}
        isSaving={merge.isPending}
        onSave={() => into && merge.mutate({ node, into: into.id }, { onSuccess: onClose })}
        onClose={onClose}
      />
    </Dialog>
  );
}
