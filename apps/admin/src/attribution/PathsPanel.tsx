import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { AttributionLevel, AttributionPathRow, AttributionPathsAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { type AttributionPathsAsk, useReport } from '../api/useReport.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { DistributionPanels } from './DistributionPanels.js';
import { useKeyName } from './useKeyName.js';

const MOST_ROWS = 50;
const MOST_TOUCHES = 8;

/** The ways that led to conversions, how long they were and how long they took. */
export function PathsPanel({ query }: { query: AttributionPathsAsk }) {
  const translate = useTranslate();
  const report = useReport(query);
  return (
    <ReportBody report={report} height={320}>
      {(answer) => (
        <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
          <Panel
            title={translate('gs.attribution.paths')}
            actions={<CsvButton query={query} />}
            isFlush
            testId="path-explorer"
          >
            <PathsTable answer={answer} />
          </Panel>
          <DistributionPanels answer={answer} />
        </Stack>
      )}
    </ReportBody>
  );
}

function PathsTable({ answer }: { answer: AttributionPathsAnswer }) {
  const translate = useTranslate();
  const label = translate('gs.attribution.pathsLabel');
  const columns = ['conversions', 'nulls', 'rate', 'pathRevenue', 'median'];
  return (
    <>
      <TableContainer sx={{ maxHeight: 480 }} tabIndex={0} role="region" aria-label={label}>
        <Table size="small" stickyHeader aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('gs.attribution.path')}</TableCell>
              {columns.map((name) => (
                <TableCell key={name} align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {translate(`gs.attribution.${name}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {answer.rows.slice(0, MOST_ROWS).map((row) => (
              <PathRow key={JSON.stringify(row.keys)} row={row} level={answer.level} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {answer.rows.length > MOST_ROWS && (
        <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1 }}>
          {translate('gs.attribution.morePaths', { count: MOST_ROWS })}
        </Typography>
      )}
    </>
  );
}

function PathRow({ row, level }: { row: AttributionPathRow; level: AttributionLevel }) {
  const format = useFormat();
  const { keys, conversions, nulls, rate, revenue, medianSeconds } = row;
  return (
    <TableRow hover>
      <TableCell sx={{ minWidth: 240 }}>
        <Way keys={keys} level={level} />
      </TableCell>
      <TableCell align="right">{format.number(conversions)}</TableCell>
      <TableCell align="right">{format.number(nulls)}</TableCell>
      <TableCell align="right">{format.percent(rate)}</TableCell>
      <TableCell align="right">{format.decimal(revenue)}</TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        {medianSeconds === null ? '–' : format.duration(medianSeconds * 1000)}
      </TableCell>
    </TableRow>
  );
}

/** Touches in order; of a long way the first and the last. */
function Way({ keys, level }: { keys: string[]; level: AttributionLevel }) {
  const keyName = useKeyName(level);
  if (keys.length === 0) return keyName('(unattributed)');
  const half = MOST_TOUCHES / 2;
  const shown = keys.length <= MOST_TOUCHES ? keys : [...keys.slice(0, half), null, ...keys.slice(-half)];
  return (
    <Stack direction="row" flexWrap="wrap" gap={0.5} alignItems="center">
      {shown.map((key, at) => (
        <Stack key={at} direction="row" gap={0.5} alignItems="center">
          {at > 0 && (
            <Box component="span" aria-hidden sx={{ color: 'text.secondary' }}>
              →
            </Box>
          )}
          {key === null ? `… ${keys.length - MOST_TOUCHES} …` : <Chip size="small" label={keyName(key)} />}
        </Stack>
      ))}
    </Stack>
  );
}
