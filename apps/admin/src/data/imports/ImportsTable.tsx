import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import LinearProgress from '@mui/material/LinearProgress';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { ImportView } from '../../api/types.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useReason } from '../../i18n/useReason.js';
import { RejectedDialog } from './RejectedDialog.js';
import { EXPORT_NAMES, type ExportFormat } from './types.js';
import { usePace } from './usePace.js';

const FROM_TABLET = { display: { xs: 'none', sm: 'table-cell' } };
const WIDE_ONLY = { display: { xs: 'none', md: 'table-cell' } };

interface Props {
  imports: ImportView[];
}

export function ImportsTable({ imports }: Props) {
  const translate = useTranslate();
  const [shown, setShown] = useState<ImportView | null>(null);
  const numbers = ['rows', 'accepted', 'rejected'] as const;
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.data.imports')} data-testid="imports-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.imports.file')}</TableCell>
            <TableCell>{translate('gs.imports.state')}</TableCell>
            {numbers.map((name) => (
              <TableCell key={name} align="right" sx={name === 'rejected' ? undefined : FROM_TABLET}>
                {translate(`gs.imports.${name}`)}
              </TableCell>
            ))}
            <TableCell sx={WIDE_ONLY}>{translate('gs.imports.started')}</TableCell>
            <TableCell sx={WIDE_ONLY} align="right">
              {translate('gs.imports.took')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {imports.map((one) => (
            <ImportRow key={one.id} value={one} onRejected={() => setShown(one)} />
          ))}
        </TableBody>
      </Table>
      {shown && <RejectedDialog value={shown} onClose={() => setShown(null)} />}
    </TableContainer>
  );
}

function ImportRow({ value, onRejected }: { value: ImportView; onRejected(): void }) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonOf = useReason();
  const took = value.finishedAt ? Date.parse(value.finishedAt) - Date.parse(value.createdAt) : null;
  return (
    <TableRow data-testid="import-row" data-state={value.state} sx={{ verticalAlign: 'top' }}>
      <TableCell sx={{ minWidth: { sm: 200 } }}>
        <Typography variant="body2" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {value.fileName}
        </Typography>
        <FormatNote format={value.format} />
        {value.state === 'done' && (
          <Typography variant="caption" color="text.secondary" sx={{ display: { xs: 'block', sm: 'none' } }}>
            {translate('gs.imports.rowsSoFar', { rows: format.number(value.rows) })}
          </Typography>
        )}
        {value.state === 'running' && <Progress value={value} />}
        {value.error && (
          <Typography variant="caption" component="p" color="error" sx={{ maxWidth: 480 }}>
            {reasonOf(value.error, value.errorCode ?? {})}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        <StateChip state={value.state} />
      </TableCell>
      <TableCell align="right" sx={FROM_TABLET}>
        {format.number(value.rows)}
      </TableCell>
      <TableCell align="right" sx={FROM_TABLET}>
        {format.number(value.accepted)}
        {value.duplicates !== null && value.duplicates > 0 && (
          <Typography variant="caption" component="p" color="text.secondary" sx={{ whiteSpace: 'nowrap' }}>
            {translate('gs.imports.duplicates', { count: format.number(value.duplicates) })}
          </Typography>
        )}
      </TableCell>
      <TableCell align="right">
        {value.rejected === 0 ? (
          format.number(0)
        ) : (
          <Button
            size="small"
            color="error"
            onClick={onRejected}
            aria-label={translate('gs.imports.showRejected', { file: value.fileName })}
            sx={{ minWidth: 0, minHeight: 0, p: 0, textDecoration: 'underline' }}
          >
            {format.number(value.rejected)}
          </Button>
        )}
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, whiteSpace: 'nowrap' }}>{format.instant(value.createdAt)}</TableCell>
      <TableCell sx={{ ...WIDE_ONLY, whiteSpace: 'nowrap' }} align="right">
        {took === null ? '–' : format.duration(took)}
      </TableCell>
    </TableRow>
  );
}

const COLORS = { running: 'primary', done: 'success', failed: 'error' } as const;

function StateChip({ state }: { state: ImportView['state'] }) {
  const translate = useTranslate();
  return (
    <Chip size="small" variant="outlined" color={COLORS[state]} label={translate(`gs.imports.${state}`)} />
  );
}

function FormatNote({ format }: { format: string | null }) {
  if (format === null) return null;
  return (
    <Typography variant="caption" component="p" color="text.secondary">
      {EXPORT_NAMES[format as ExportFormat] ?? format.toUpperCase()}
    </Typography>
  );
}

function Progress({ value }: { value: ImportView }) {
  const translate = useTranslate();
  const format = useFormat();
  const { rowsPerSecond, left } = usePace(value);
  const isWaiting = value.progress >= 1;
  const parts = [
    translate('gs.imports.rowsSoFar', { rows: format.number(value.rows) }),
    rowsPerSecond !== null && rowsPerSecond > 0 && !isWaiting
      ? translate('gs.imports.rate', { rows: format.number(Math.round(rowsPerSecond)) })
      : null,
    isWaiting ? translate('gs.imports.storing') : null,
    left !== null && !isWaiting ? translate('gs.imports.left', { time: format.duration(left) }) : null,
  ];
  return (
    <>
      <LinearProgress
        aria-label={translate('gs.imports.progress')}
        variant={value.progress > 0 && !isWaiting ? 'determinate' : 'indeterminate'}
        value={value.progress * 100}
        sx={{ mt: 0.75, maxWidth: 360 }}
      />
      <Typography variant="caption" color="text.secondary">
        {parts.filter((part) => part !== null).join(' · ')}
      </Typography>
    </>
  );
}
