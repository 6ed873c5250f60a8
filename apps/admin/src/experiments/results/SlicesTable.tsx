import type { Experiment, MetricResult } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useTokens } from '../../theme/useTokens.js';
import { IntervalBar, scaleOf } from './IntervalBar.js';
import { comparisonsOf, sideOf } from './results.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };

/** Parts of the people, with the p-values that were corrected for looking at many. */
export function SlicesTable({ metric, experiment }: { metric: MetricResult; experiment: Experiment }) {
  const translate = useTranslate();
  const scale = scaleOf(
    metric.slices.flatMap((slice) => slicesOf(metric, slice)).map(({ interval }) => interval),
  );
  if (metric.slices.length === 0) return null;
  return (
    <TableContainer sx={{ mt: 2 }}>
      <Table size="small" aria-label={translate('gs.experiments.results.slices')} data-testid="slices">
        <TableHead>
          <TableRow>
            <TableCell sx={{ pl: 0 }}>{translate('gs.experiments.results.slice')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.experiments.results.variation')}</TableCell>
            <TableCell align="right">{translate('gs.experiments.results.people')}</TableCell>
            <TableCell align="right">{translate('gs.experiments.results.lift')}</TableCell>
            <TableCell sx={{ ...WIDE_ONLY, width: '30%' }} />
            <TableCell align="right" sx={{ pr: 0 }}>
              {translate('gs.experiments.results.pAdjusted')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {metric.slices.map((slice) => (
            <SliceRows
              key={`${slice.property} ${slice.value}`}
              {...{ metric, slice, scale }}
              treatments={experiment.variations.slice(1)}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

type Slice = MetricResult['slices'][number];

const slicesOf = (metric: MetricResult, { variations }: Slice) => comparisonsOf({ ...metric, variations });

interface RowsProps {
  metric: MetricResult;
  slice: Slice;
  scale: number;
  treatments: Experiment['variations'];
}

function SliceRows({ metric, slice, scale, treatments }: RowsProps) {
  const format = useFormat();
  const t = useTokens();
  const colors = { good: t.good, bad: t.bad, open: t.muted };
  const found = slicesOf(metric, slice);
  return treatments.map(({ key, name }, index) => {
    const result = slice.variations.find((one) => one.key === key);
    const one = found.find(({ variation }) => variation === key);
    const color = colors[one ? sideOf(one) : 'open'];
    const ends = one?.interval.map((end) => format.change(end)) ?? [];
    return (
      <TableRow key={key}>
        <TableCell component="th" scope="row" sx={{ pl: 0 }}>
          {index === 0 && `${slice.property} = ${slice.value}`}
          <Typography
            component="span"
            variant="body2"
            color="text.secondary"
            sx={{ display: { sm: 'none' } }}
          >
            {' '}
            {name}
          </Typography>
        </TableCell>
        <TableCell sx={WIDE_ONLY}>{name}</TableCell>
        <TableCell align="right">{format.number(result?.n ?? 0)}</TableCell>
        <TableCell align="right" sx={{ color, fontWeight: 600, whiteSpace: 'nowrap' }}>
          {one ? format.change(one.lift) : '–'}
        </TableCell>
        <TableCell sx={WIDE_ONLY}>
          {one && (
            <IntervalBar
              {...{ lift: one.lift, interval: one.interval, scale, color }}
              label={`${slice.value} ${name} ${ends.join(' … ')}`}
              low={ends[0]!}
              high={ends[1]!}
            />
          )}
        </TableCell>
        <TableCell align="right" sx={{ pr: 0 }}>
          {format.pValue(result?.pValueAdjusted ?? result?.pValue)}
        </TableCell>
      </TableRow>
    );
  });
}
