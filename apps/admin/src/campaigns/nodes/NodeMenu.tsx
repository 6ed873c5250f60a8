import MoreIcon from '@mui/icons-material/MoreVert';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useErrorText } from '../../feedback/ErrorState.js';
import { useMayCampaign } from '../../links/useLinks.js';
import { type CampaignNode, useNodeWrites } from './useNodes.js';

interface Props {
  node: CampaignNode;
  onDo(what: 'edit' | 'merge'): void;
}

/** What can be done with a part of the tree. Archiving and taking apart can be turned round, so they are not asked about. */
export function NodeMenu({ node, onDo }: Props) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { archive, unmerge } = useTurns(node);
  if (!mayWrite) return null;
  const item = (label: string, run: () => void) => (
    <MenuItem key={label} dense onClick={() => (setAnchor(null), run())}>
      {translate(`gs.tree.${label}`)}
    </MenuItem>
  );
  return (
    <>
      <IconButton
        size="small"
        aria-haspopup="menu"
        aria-label={translate('gs.tree.actions', { name: node.name })}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': translate('gs.tree.actions', { name: node.name }) } }}
      >
        {item('edit', () => onDo('edit'))}
        {node.mergedInto === null ? item('merge', () => onDo('merge')) : item('unmerge', unmerge)}
        {item(node.archived ? 'restore' : 'archive', archive)}
      </Menu>
    </>
  );
}

function useTurns(node: CampaignNode) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { change, merge } = useNodeWrites();
  const said = (key: string) => ({
    onSuccess: () => notify(translate(`gs.tree.${key}`, { name: node.name }), { type: 'success' }),
    onError: (error: unknown) => notify(errorText(error), { type: 'error' }),
  });
  return {
    archive: () =>
      change.mutate(
        { node, values: { archived: !node.archived } },
        said(node.archived ? 'restoredNote' : 'archivedNote'),
      ),
    unmerge: () => merge.mutate({ node, into: null }, said('unmergedNote')),
  };
}
