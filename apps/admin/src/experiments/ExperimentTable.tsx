import type { Experiment } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useFormat } from '../i18n/useFormat.js';
import { HealthNote } from './results/HealthNote.js';
import { StateChip, useVerdictText } from './StateChip.js';
import { daysSince } from './days-since.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };

export function ExperimentTable({ experiments }: { experiments: Experiment[] }) {
  const translate = useTranslate();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.nav.experiments')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.experiments.name')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.experiments.state')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.experiments.health')}</TableCell>
            <TableCell sx={WIDE_ONLY} align="right">
              {translate('gs.experiments.started')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {experiments.map((experiment) => (
            <ExperimentRow key={experiment.id} experiment={experiment} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function ExperimentRow({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const isNarrow = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  const { id, name, hypothesis, learned, kind, state, startedAt } = experiment;
  const standing = (
    <>
      <StateChip state={state} />
      <Progress experiment={experiment} />
    </>
  );
  return (
    <TableRow hover data-testid="experiment-row">
      <TableCell component="th" scope="row" sx={{ maxWidth: 480 }}>
        <Link component={RouterLink} to={String(id)} sx={{ fontWeight: 600 }}>
          {name}
        </Link>
        {kind === 'holdout' && ` · ${translate('gs.experiments.holdout')}`}
        <Typography variant="body2" color="text.secondary" noWrap={!isNarrow} title={learned || hypothesis}>
          {learned ? translate('gs.experiments.learnedShort', { learned }) : hypothesis}
        </Typography>
        {isNarrow && (
          <Box sx={{ mt: 0.5 }}>
            {standing}
            {state === 'running' && <HealthNote id={id} />}
          </Box>
        )}
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, whiteSpace: 'nowrap' }}>{!isNarrow && standing}</TableCell>
      <TableCell sx={WIDE_ONLY}>{state === 'running' && !isNarrow && <HealthNote id={id} />}</TableCell>
      <TableCell sx={WIDE_ONLY} align="right">
        {startedAt && format.date(startedAt)}
      </TableCell>
    </TableRow>
  );
}

/** How far a test is, or what came of it. */
export function Progress({ experiment }: { experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const verdict = useVerdictText()(experiment);
  const text = verdict ?? dayText();
  return (
    text && (
      <Typography variant="body2" color="text.secondary" component="span" sx={{ ml: 1 }}>
        {text}
      </Typography>
    )
  );

  function dayText(): string | null {
    const { state, startedAt, planned } = experiment;
    if (state !== 'running' || !startedAt) return null;
    const day = format.number(daysSince(startedAt, new Date()));
    return planned?.days == null
      ? translate('gs.experiments.day', { day })
      : translate('gs.experiments.dayOf', { day, days: format.number(planned.days) });
  }
}
