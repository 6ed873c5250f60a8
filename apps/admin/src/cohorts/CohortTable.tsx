import type { Cohort } from '@groundswell/contracts';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useFormat } from '../i18n/useFormat.js';
import { useRuleText } from './useRuleText.js';

const WIDE_ONLY = { display: { xs: 'none', md: 'table-cell' } };

export function CohortTable({ cohorts }: { cohorts: Cohort[] }) {
  const translate = useTranslate();
  const label = translate('gs.cohorts.title');
  return (
    <TableContainer>
      <Table size="small" aria-label={label} data-testid="cohorts-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.cohorts.name')}</TableCell>
            <TableCell align="right">{translate('gs.cohorts.size')}</TableCell>
            <TableCell>{translate('gs.cohorts.kind')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.cohorts.who')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {cohorts.map((cohort) => (
            <CohortRow key={cohort.id} cohort={cohort} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function CohortRow({ cohort }: { cohort: Cohort }) {
  const translate = useTranslate();
  const format = useFormat();
  const { id, name, description, size, kind, mode } = cohort;
  return (
    <TableRow hover data-testid="cohort-row">
      <TableCell sx={{ maxWidth: { xs: 180, md: 320 }, overflowWrap: 'anywhere' }}>
        <Link component={RouterLink} to={String(id)} underline="hover" sx={{ fontWeight: 600 }}>
          {name}
        </Link>
        {description && (
          <Typography variant="body2" color="text.secondary" noWrap title={description}>
            {description}
          </Typography>
        )}
      </TableCell>
      <TableCell align="right">{size === null ? '–' : format.number(size)}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {translate(`gs.cohorts.${kind}`)} · {translate(`gs.cohorts.${mode}`)}
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, color: 'text.secondary', overflowWrap: 'anywhere' }}>
        <WhoText cohort={cohort} />
      </TableCell>
    </TableRow>
  );
}

/** Whom it holds, in one line. */
export function WhoText({ cohort: { definition, idCount } }: { cohort: Cohort }) {
  const translate = useTranslate();
  const format = useFormat();
  const ruleText = useRuleText();
  if (definition === null) {
    const count = format.number(idCount ?? 0);
    return translate('gs.cohorts.idCount', { smart_count: idCount ?? 0, count });
  }
  return definition.rules.map(ruleText).join(` ${translate(`gs.cohorts.and.${definition.match}`)} `);
}
