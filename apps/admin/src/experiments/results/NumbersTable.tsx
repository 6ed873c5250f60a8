import type { Experiment, ExperimentResults, MetricResult, VariationResult } from '@groundswell/contracts';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { isShare } from '../../metrics/metric-form.js';
import { inOrder } from './results.js';
import { useReasonText } from './useReasonText.js';

/** What a statistician asks for. */
export function NumbersTable({
  results,
  experiment,
}: {
  results: ExperimentResults;
  experiment: Experiment;
}) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const isOpen = params.get('numbers') === '1';
  return (
    <div>
      <Button
        size="small"
        aria-expanded={isOpen}
        onClick={() => change({ numbers: isOpen ? null : '1' })}
        endIcon={<ExpandIcon sx={{ transform: isOpen ? 'rotate(180deg)' : undefined }} />}
      >
        {translate('gs.experiments.results.details')}
      </Button>
      <Collapse in={isOpen} unmountOnExit>
        <Numbers results={results} experiment={experiment} />
      </Collapse>
    </div>
  );
}

const COLUMNS = [
  ...(['people', 'mean', 'variance', 'lift', 'standardError', 'p', 'pAdjusted'] as const),
  ...(['fixed', 'sequential', 'chance', 'loss'] as const),
] as const;

function Numbers({ results, experiment }: { results: ExperimentResults; experiment: Experiment }) {
  const translate = useTranslate();
  const cells = useCells();
  const reasonText = useReasonText(experiment.variations);
  const named = (key: string) => experiment.variations.find((one) => one.key === key)?.name ?? key;
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.experiments.results.details')} data-testid="numbers">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.experiments.results.metric')}</TableCell>
            <TableCell>{translate('gs.experiments.results.variation')}</TableCell>
            {COLUMNS.map((column) => (
              <TableCell key={column} align="right">
                {translate(`gs.experiments.results.${column}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {inOrder(results.metrics).flatMap((metric) =>
            metric.variations.map((variation, place) => (
              <TableRow key={`${metric.metric} ${variation.key}`} title={reasonText(variation) ?? undefined}>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                  {place === 0 && metric.name}
                </TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{named(variation.key)}</TableCell>
                {COLUMNS.map((column) => (
                  <TableCell key={column} align="right" sx={{ whiteSpace: 'nowrap' }}>
                    {cells(variation, metric)[column]}
                  </TableCell>
                ))}
              </TableRow>
            )),
          )}
        </TableBody>
      </Table>
      {results.metrics.some(isOneSided) && (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 1, px: 1.5 }}>
          {translate('gs.experiments.results.oneSided')}
        </Typography>
      )}
    </TableContainer>
  );
}

/** The p-value of a guardrail with a margin is that less than the margin is lost. */
const isOneSided = ({ role, margin }: MetricResult) => role === 'guardrail' && margin !== null;

function useCells() {
  const format = useFormat();
  const number = (value: number | null | undefined) =>
    value == null ? '–' : new Intl.NumberFormat(format.tag, { maximumSignificantDigits: 4 }).format(value);
  const interval = (bounds: readonly [number, number] | null) =>
    bounds === null ? '–' : format.interval(bounds);
  return (one: VariationResult, metric: MetricResult): Record<(typeof COLUMNS)[number], string> => ({
    people: format.number(one.n),
    mean: isShare(metric.type) ? format.rate(one.mean) : number(one.mean),
    variance: number(one.variance),
    lift: one.relativeLift === null ? '–' : format.change(one.relativeLift),
    standardError: one.standardError === null ? '–' : format.percent(one.standardError),
    p: `${format.pValue(one.pValue)}${one.pValue !== null && isOneSided(metric) ? ' *' : ''}`,
    pAdjusted: format.pValue(one.pValueAdjusted),
    fixed: interval(one.fixedInterval),
    sequential: interval(one.sequentialInterval),
    chance: format.chance(one.chanceToWin),
    loss: one.expectedLoss === null ? '–' : format.percent(one.expectedLoss, 2),
  });
}
