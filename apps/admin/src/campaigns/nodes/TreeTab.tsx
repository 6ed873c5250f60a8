import AddIcon from '@mui/icons-material/Add';
import TreeIcon from '@mui/icons-material/AccountTreeOutlined';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../../feedback/EmptyState.js';
import { ReportBody } from '../../feedback/ReportBody.js';
import { Panel } from '../../layout/Panel.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { useMayCampaign } from '../../links/useLinks.js';
import { ConventionPanel } from './ConventionPanel.js';
import { NewNodeDialog } from './NewNodeDialog.js';
import { TreeTable } from './TreeTable.js';
import { treeRows } from './tree-rows.js';
import { type CampaignNode, useNodes } from './useNodes.js';

/** The naming tree, and how its names are built. */
export function TreeTab() {
  const nodes = useNodes();
  return (
    <ReportBody report={nodes} height={420}>
      {(found) => (
        <Stack spacing={2}>
          <ConventionPanel nodes={found} />
          <Tree nodes={found} />
        </Stack>
      )}
    </ReportBody>
  );
}

const MOST = 1_000;

function Tree({ nodes }: { nodes: CampaignNode[] }) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const q = params.get('q') ?? '';
  const withArchived = params.get('archived') === '1';
  const rows = treeRows(nodes, { open, q, withArchived });
  const toggle = (id: number) =>
    setOpen((before) => (before.has(id) ? without(before, id) : new Set([...before, id])));
  if (nodes.length === 0) return <Nothing />;
  const isCut = (['campaign', 'adGroup', 'creative'] as const).some(
    (level) => nodes.filter((node) => node.level === level).length >= MOST,
  );
  return (
    <Panel title={translate('gs.tree.title')} actions={<NewButton nodes={nodes} />} isFlush>
      <Stack direction="row" gap={1.5} flexWrap="wrap" alignItems="center" sx={{ px: 2, pb: 1.5 }}>
        <TextField
          size="small"
          type="search"
          label={translate('gs.tree.search')}
          value={q}
          onChange={({ target }) => change({ q: target.value })}
          sx={{ width: { xs: '100%', sm: 280 } }}
        />
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={withArchived}
              onChange={(_event, on) => change({ archived: on ? '1' : null })}
            />
          }
          label={translate('gs.tree.showArchived')}
        />
      </Stack>
      {rows.length === 0 ? (
        <EmptyState title={translate('gs.tree.nothing')} />
      ) : (
        <TreeTable rows={rows} nodes={nodes} onToggle={toggle} />
      )}
      {isCut && (
        <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1 }}>
          {translate('gs.tree.more')}
        </Typography>
      )}
    </Panel>
  );
}

function without(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return new Set([...ids].filter((one) => one !== id));
}

function NewButton({ nodes }: { nodes: CampaignNode[] }) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const [isOpen, setOpen] = useState(false);
  if (!mayWrite) return null;
  return (
    <>
      <Button size="small" startIcon={<AddIcon fontSize="small" />} onClick={() => setOpen(true)}>
        {translate('gs.tree.new')}
      </Button>
      {isOpen && <NewNodeDialog nodes={nodes} onClose={() => setOpen(false)} />}
    </>
  );
}

function Nothing() {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<TreeIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate('gs.tree.emptyTitle')}
        text={translate('gs.tree.emptyText')}
      >
        <NewButton nodes={[]} />
      </EmptyState>
    </Panel>
  );
}
