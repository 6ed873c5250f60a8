import OpenIcon from '@mui/icons-material/ChevronRight';
import CloseIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { MergeDialog } from './MergeDialog.js';
import { NodeDialog } from './NodeDialog.js';
import { NodeMenu } from './NodeMenu.js';
import type { TreeRow } from './tree-rows.js';
import type { CampaignNode } from './useNodes.js';

interface Props {
  rows: readonly TreeRow[];
  nodes: readonly CampaignNode[];
  onToggle(id: number): void;
}

type Doing = { what: 'edit' | 'merge'; node: CampaignNode } | null;

/** The tree in lines; what is merged says into what. */
export function TreeTable({ rows, nodes, onToggle }: Props) {
  const translate = useTranslate();
  const [doing, setDoing] = useState<Doing>(null);
  const label = translate('gs.tree.title');
  const close = () => setDoing(null);
  return (
    <>
      <TableContainer sx={{ maxHeight: 640 }} tabIndex={0} role="region" aria-label={label}>
        <Table size="small" stickyHeader aria-label={label} data-testid="tree-table">
          <TableHead>
            <TableRow>
              {['node', 'platform', 'externalId', 'origin', 'parts'].map((name) => (
                <TableCell key={name}>{translate(`gs.tree.${name}`)}</TableCell>
              ))}
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <Line
                key={row.node.id}
                row={row}
                into={nodes.find(({ id }) => id === row.node.mergedInto)}
                onToggle={() => onToggle(row.node.id)}
                onDo={(what) => setDoing({ what, node: row.node })}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {doing?.what === 'edit' && <NodeDialog node={doing.node} nodes={nodes} onClose={close} />}
      {doing?.what === 'merge' && <MergeDialog node={doing.node} nodes={nodes} onClose={close} />}
    </>
  );
}

interface LineProps {
  row: TreeRow;
  into: CampaignNode | undefined;
  onToggle(): void;
  onDo(what: 'edit' | 'merge'): void;
}

function Line({ row, into, onToggle, onDo }: LineProps) {
  const translate = useTranslate();
  const { node } = row;
  return (
    <TableRow hover data-testid="tree-row" data-key={node.name}>
      <TableCell component="th" scope="row" sx={{ minWidth: 220 }}>
        <Stack direction="row" gap={0.5} alignItems="center" sx={{ pl: row.depth * 2.5 }}>
          <Toggle row={row} onToggle={onToggle} />
          <Box sx={{ minWidth: 0 }}>
            <Typography
              variant="body2"
              fontWeight={row.depth === 0 ? 600 : 400}
              color={node.archived || into ? 'text.secondary' : undefined}
              sx={{ overflowWrap: 'anywhere' }}
            >
              {node.name}
            </Typography>
            {(into || node.aliases.length > 0) && (
              <Typography variant="caption" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
                {into ? translate('gs.tree.mergedInto', { name: into.name }) : `= ${node.aliases.join(', ')}`}
              </Typography>
            )}
          </Box>
          {node.archived && <Chip size="small" label={translate('gs.tree.archived')} />}
        </Stack>
      </TableCell>
      <TableCell>{node.platform || '–'}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{node.externalId || '–'}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{translate(`gs.tree.origins.${node.origin}`)}</TableCell>
      <TableCell>{node.level === 'campaign' && node.parsed && <Parts parts={node.parsed} />}</TableCell>
      <TableCell align="right" padding="none">
        <NodeMenu node={node} onDo={onDo} />
      </TableCell>
    </TableRow>
  );
}

function Toggle({ row: { node, children, isOpen }, onToggle }: { row: TreeRow; onToggle(): void }) {
  const translate = useTranslate();
  if (children === 0) return <Box sx={{ width: 28, flexShrink: 0 }} />;
  return (
    <IconButton
      size="small"
      onClick={onToggle}
      aria-expanded={isOpen}
      aria-label={translate(isOpen ? 'gs.tree.close' : 'gs.tree.open', { name: node.name })}
      sx={{ p: 0.5 }}
    >
      {isOpen ? <CloseIcon fontSize="small" /> : <OpenIcon fontSize="small" />}
    </IconButton>
  );
}

/** A name taken apart by the convention. */
export function Parts({ parts }: { parts: Record<string, string> }) {
  return (
    <Stack direction="row" gap={0.5} flexWrap="wrap">
      {Object.entries(parts).map(([name, value]) => (
        <Chip key={name} size="small" variant="outlined" label={`${name}: ${value}`} />
      ))}
    </Stack>
  );
}
