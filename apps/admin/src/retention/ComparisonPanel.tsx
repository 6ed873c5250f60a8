import type { RetentionAnswer } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { RetentionAsk } from '../api/useReport.js';
import { EChart } from '../charts/EChart.js';
import { SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { RowsCsvButton } from '../feedback/RowsCsvButton.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { curveOption, pairOfCurves } from './curve-option.js';
import { useCurveContext } from './useCurveContext.js';

interface Props {
  query: RetentionAsk;
  answers: readonly [RetentionAnswer, RetentionAnswer];
  names: readonly [string, string];
}

/** Two averages over each other, and what lies between them. */
export function ComparisonPanel({ query, answers: [own, other], names }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const context = useCurveContext(query);
  const curves = pairOfCurves([own.average, other.average], names, context);
  const columns = own.average.map(({ n }) => n);
  const name = translate('gs.retention.difference');
  const points = (index: number) => {
    const difference = own.differences?.[index]?.difference ?? null;
    return difference === null ? '–' : format.points(difference);
  };
  const rows = columns.map((n, index) => ({
    n,
    own: own.average[index]?.rate ?? null,
    other: other.average[index]?.rate ?? null,
    difference: own.differences?.[index]?.difference ?? null,
  }));
  const option = curveOption(
    curves.filter((curve) => !hidden.has(curve.name)),
    columns,
    context,
    (index) => [{ color: 'transparent', name, value: points(index) }],
  );
  return (
    <Panel
      title={translate('gs.retention.comparison')}
      actions={
        <Stack direction="row" alignItems="center" gap={1} flexWrap="wrap">
          <SeriesLegend
            label={translate('gs.overview.legend')}
            items={[...curves].reverse().map((curve) => ({ key: curve.name, ...curve }))}
            hidden={hidden}
            onToggle={(key) => setHidden((before) => toggled(before, key))}
          />
          <RowsCsvButton name={`retention-comparison-${query.from}-${query.to}`} rows={rows} />
        </Stack>
      }
      testId="retention-comparison"
    >
      <EChart option={option} height={280} label={translate('gs.retention.comparisonLabel')} />
      <Box sx={{ mx: -2, mt: 1 }}>
        <TableContainer
          tabIndex={0}
          role="region"
          aria-label={translate('gs.retention.comparison')}
          sx={{ '& td, & th': { px: 1 }, '& th:first-of-type': { pl: 2 } }}
        >
          <Table size="small" data-testid="retention-differences">
            <TableHead>
              <TableRow>
                <TableCell />
                {columns.map((n) => (
                  <TableCell key={n} align="right" title={context.periodName(n)}>
                    {context.shortName(n)}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {[own, other].map(({ average }, side) => (
                <Row
                  key={side}
                  name={names[side] ?? ''}
                  cells={average.map(({ rate }) => format.percent(rate))}
                />
              ))}
              <Row name={name} cells={columns.map((_, index) => points(index))} isStrong />
            </TableBody>
          </Table>
        </TableContainer>
      </Box>
    </Panel>
  );
}

function Row({ name, cells, isStrong }: { name: string; cells: string[]; isStrong?: boolean }) {
  const sx = { fontWeight: isStrong ? 650 : 400, whiteSpace: 'nowrap' };
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ ...sx, minWidth: 120 }}>
        {name}
      </TableCell>
      {cells.map((text, index) => (
        <TableCell key={index} align="right" sx={sx}>
          {text}
        </TableCell>
      ))}
    </TableRow>
  );
}
