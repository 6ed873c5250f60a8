import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useMayCampaign } from '../links/useLinks.js';
import { DestinationRow } from './DestinationRow.js';
import type { Destination } from './types.js';
import { useConversionWrites } from './useConversions.js';

interface Props {
  destinations: Destination[];
  onEdit(destination: Destination): void;
  onDryRun(destination: Destination): void;
}

const COLUMNS = ['name', 'events', 'status', 'active'] as const;

export function DestinationsTable({ destinations, onEdit, onDryRun }: Props) {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const { remove } = useConversionWrites();
  const [deleted, setDeleted] = useState<Destination | null>(null);
  const label = translate('gs.conversions.destinations');
  return (
    <>
      <TableContainer tabIndex={0} role="region" aria-label={label}>
        <Table size="small" aria-label={label} data-testid="destinations-table">
          <TableHead>
            <TableRow>
              {COLUMNS.map((column) => (
                <TableCell key={column}>{translate(`gs.conversions.${column}`)}</TableCell>
              ))}
              {mayWrite && <TableCell>{translate('gs.conversions.actions')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {destinations.map((destination) => (
              <DestinationRow
                key={destination.id}
                destination={destination}
                onEdit={() => onEdit(destination)}
                onDryRun={() => onDryRun(destination)}
                onDelete={() => setDeleted(destination)}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {deleted && (
        <ConfirmDialog
          title={translate('gs.conversions.deleteTitle', { name: deleted.name })}
          text={translate('gs.conversions.deleteText')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => remove.mutateAsync(deleted.id)}
          onClose={() => setDeleted(null)}
        />
      )}
    </>
  );
}
