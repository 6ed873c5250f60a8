import ArchiveIcon from '@mui/icons-material/ArchiveOutlined';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import RestoreIcon from '@mui/icons-material/UnarchiveOutlined';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { Metric } from '../experiments/useExperiments.js';
import { ArchivedChip } from './ArchivedChip.js';
import { useDefinitionText } from './useDefinitionText.js';

interface Props {
  metrics: Metric[];
  chosen: number;
  mayWrite: boolean;
  onChoose(metric: Metric): void;
  onEdit(metric: Metric): void;
  onArchive(metric: Metric): void;
  onDelete(metric: Metric): void;
}

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };

export function MetricTable({ metrics, ...rest }: Props) {
  const translate = useTranslate();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.metrics.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.metrics.name')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.metrics.definition')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.metrics.direction')}</TableCell>
            {rest.mayWrite && <TableCell />}
          </TableRow>
        </TableHead>
        <TableBody>
          {metrics.map((metric) => (
            <MetricTableRow key={metric.id} metric={metric} {...rest} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function MetricTableRow({
  metric,
  chosen,
  mayWrite,
  onChoose,
  onEdit,
  onArchive,
  onDelete,
}: Omit<Props, 'metrics'> & { metric: Metric }) {
  const translate = useTranslate();
  const text = useDefinitionText();
  const { id, name, description, definition, direction, archivedAt } = metric;
  return (
    <TableRow hover selected={id === chosen} data-testid="metric-row">
      <TableCell component="th" scope="row">
        <Link
          component="button"
          type="button"
          onClick={() => onChoose(metric)}
          aria-current={id === chosen}
          sx={{ fontWeight: 600, textAlign: 'left' }}
        >
          {name}
        </Link>
        {archivedAt && <ArchivedChip />}
        <Typography variant="body2" color="text.secondary" noWrap title={description} sx={{ maxWidth: 420 }}>
          {description}
        </Typography>
      </TableCell>
      <TableCell sx={WIDE_ONLY}>{text(definition)}</TableCell>
      <TableCell sx={WIDE_ONLY}>{translate(`gs.metrics.directions.${direction}`)}</TableCell>
      {mayWrite && (
        <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
          <IconButton
            size="small"
            aria-label={translate('gs.metrics.editNamed', { name })}
            onClick={() => onEdit(metric)}
          >
            <EditIcon fontSize="small" />
          </IconButton>
          <IconButton
            size="small"
            aria-label={translate(archivedAt ? 'gs.metrics.restoreNamed' : 'gs.metrics.archiveNamed', {
              name,
            })}
            onClick={() => onArchive(metric)}
          >
            {archivedAt ? <RestoreIcon fontSize="small" /> : <ArchiveIcon fontSize="small" />}
          </IconButton>
          <IconButton
            size="small"
            aria-label={translate('gs.metrics.deleteNamed', { name })}
            onClick={() => onDelete(metric)}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </TableCell>
      )}
    </TableRow>
  );
}
