import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useEventTime } from '../i18n/useEventTime.js';
import { ConversionChip } from './ConversionChip.js';
import type { Conversion, Destination } from './types.js';
import { useMoney } from './useMoney.js';
import { useConversionReason } from './useConversionReason.js';

interface Props {
  conversions: Conversion[];
  destinations: Destination[];
  onOpen(id: number): void;
}

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };

export function OutboxTable({ conversions, destinations, onOpen }: Props) {
  const translate = useTranslate();
  const money = useMoney();
  const reasonOf = useConversionReason();
  const timeOf = useEventTime();
  const nameOf = (id: number) => destinations.find((one) => one.id === id)?.name ?? '';
  const label = translate('gs.conversions.outbox');
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label}>
      <Table size="small" aria-label={label} data-testid="outbox-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.conversions.event')}</TableCell>
            <TableCell>{translate('gs.conversions.stateLabel')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.conversions.destination')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.conversions.happened')}</TableCell>
            <TableCell align="right">{translate('gs.conversions.amount')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {conversions.map((conversion) => (
            <TableRow key={conversion.id} hover data-testid="outbox-row">
              <TableCell sx={{ minWidth: 140 }}>
                <Link
                  component="button"
                  type="button"
                  underline="hover"
                  fontWeight={600}
                  textAlign="left"
                  aria-label={translate('gs.conversions.open', { id: conversion.id })}
                  onClick={() => onOpen(conversion.id)}
                >
                  {conversion.event}
                </Link>
                <Typography variant="caption" color="text.secondary" component="p">
                  {conversion.name}
                </Typography>
              </TableCell>
              <TableCell>
                <ConversionChip state={conversion.state} />
                {conversion.problem && (
                  <Typography
                    variant="caption"
                    color="text.secondary"
                    component="p"
                    sx={{ maxWidth: 420, overflowWrap: 'anywhere' }}
                  >
                    {reasonOf(conversion.problem, conversion).slice(0, 160)}
                  </Typography>
                )}
              </TableCell>
              <TableCell sx={WIDE_ONLY}>{nameOf(conversion.destinationId)}</TableCell>
              <TableCell sx={{ ...WIDE_ONLY, whiteSpace: 'nowrap' }}>
                {timeOf(conversion.occurredAt)}
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {money(conversion)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
