import type { Experiment, ExperimentResults, ResultProjection } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { useReasonText } from './useReasonText.js';

/** What retention comes to in the long run, as far as the curves that were seen go on. */
export function ProjectionPanel({
  results,
  experiment,
}: {
  results: ExperimentResults;
  experiment: Experiment;
}) {
  return results.projections.map((projection) => (
    <OneKind key={projection.event ?? ''} projection={projection} experiment={experiment} />
  ));
}

function OneKind({ projection, experiment }: { projection: ResultProjection; experiment: Experiment }) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonText = useReasonText(experiment.variations);
  const { event, days, horizons } = projection;
  const title = translate('gs.experiments.results.projection', {
    what: event ?? translate('gs.metrics.anyActivity'),
  });
  const named = (key: string) => experiment.variations.find((one) => one.key === key)?.name ?? key;
  const note = translate('gs.experiments.results.projectionNote', { days: days.join(', ') });
  const interval = (bounds: readonly [number, number] | null) =>
    bounds === null ? '–' : format.interval(bounds);
  return (
    <Panel isFlush={horizons.length > 0} title={title} testId="projection">
      {horizons.length === 0 ? (
        <Typography color="text.secondary">{reasonText(projection)}</Typography>
      ) : (
        <TableContainer>
          <Typography variant="body2" color="text.secondary" sx={{ px: 2, pb: 1 }}>
            {note}
          </Typography>
          <Table size="small" aria-label={title}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('gs.experiments.results.day')}</TableCell>
                <TableCell>{translate('gs.experiments.results.variation')}</TableCell>
                <TableCell align="right">{translate('gs.metrics.types.retention')}</TableCell>
                <TableCell align="right">{translate('gs.experiments.results.lift')}</TableCell>
                <TableCell align="right">{translate('gs.experiments.results.projectionInterval')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {horizons.flatMap(({ day, variations }) =>
                variations.map(({ key, rate, relativeLift, interval: bounds }, place) => (
                  <TableRow key={`${day} ${key}`}>
                    <TableCell component="th" scope="row">
                      {place === 0 && format.number(day)}
                    </TableCell>
                    <TableCell>{named(key)}</TableCell>
                    <TableCell align="right">{format.percent(rate)}</TableCell>
                    <TableCell align="right">
                      {relativeLift === null ? '–' : format.change(relativeLift)}
                    </TableCell>
                    <TableCell align="right">{interval(bounds)}</TableCell>
                  </TableRow>
                )),
              )}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Panel>
  );
}
