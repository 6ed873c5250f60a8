import type { Experiment } from '@groundswell/contracts';
import ExpandIcon from '@mui/icons-material/ExpandMore';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useUrlState } from '../../layout/useUrlState.js';
import { useMetricNames } from '../useMetricNames.js';
import type { Results, VariationResult } from './results.js';

/** What a statistician asks for. */
export function NumbersTable({ results, experiment }: { results: Results; experiment: Experiment }) {
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

const COLUMNS = ['people', 'mean', 'variance', 'p', 'pAdjusted', 'sequential', 'chance', 'loss'] as const;

function Numbers({ results, experiment }: { results: Results; experiment: Experiment }) {
  const translate = useTranslate();
  const nameOf = useMetricNames();
  const cells = useCells();
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
          {results.metrics.flatMap(({ metric, variations }) =>
            variations.map((variation) => (
              <TableRow key={`${metric} ${variation.key}`}>
                <TableCell>{nameOf(metric)}</TableCell>
                <TableCell>{named(variation.key)}</TableCell>
                {COLUMNS.map((column) => (
                  <TableCell key={column} align="right" sx={{ whiteSpace: 'nowrap' }}>
                    {cells(variation)[column]}
                  </TableCell>
                ))}
              </TableRow>
            )),
          )}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function useCells() {
  const format = useFormat();
  const number = (value: number | null | undefined) =>
    value == null ? '–' : new Intl.NumberFormat(format.tag, { maximumSignificantDigits: 4 }).format(value);
  return (one: VariationResult): Record<(typeof COLUMNS)[number], string> => {
    const [low, high] = one.sequentialInterval ?? [null, null];
    return {
      people: format.number(one.n),
      mean: number(one.mean),
      variance: number(one.variance),
      p: number(one.pValue),
      pAdjusted: number(one.pValueAdjusted),
      sequential: low === null || high === null ? '–' : `${format.change(low)} … ${format.change(high)}`,
      chance: format.percent(one.chanceToWin),
      loss: number(one.expectedLoss),
    };
  };
}
