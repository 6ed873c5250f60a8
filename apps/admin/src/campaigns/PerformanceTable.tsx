import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type {
  CampaignFigures,
  CampaignPerformanceAnswer,
  CampaignPerformanceRow,
} from '@groundswell/contracts';
import { Fragment } from 'react';
import { useTranslate } from 'react-admin';
import { useKeyName } from '../attribution/useKeyName.js';
import { Sparkline } from '../charts/Sparkline.js';
import type { Formatter } from '../i18n/format.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useFormat } from '../i18n/useFormat.js';

const COLUMNS: readonly [name: string, cell: (figures: CampaignFigures, format: Formatter) => string][] = [
  ['spend', ({ spend }, format) => format.decimal(spend)],
  ['impressions', ({ impressions }, format) => format.number(impressions)],
  ['clicks', ({ clicks }, format) => format.number(clicks)],
  ['cpm', ({ cpm }, format) => format.decimal(cpm)],
  ['cpc', ({ cpc }, format) => format.decimal(cpc)],
  ['signups', ({ signups }, format) => format.number(Math.round(signups * 10) / 10)],
  ['cac', ({ cac }, format) => format.decimal(cac)],
  ['roas0', ({ roas }, format) => format.percent(roas['0'])],
  ['roas7', ({ roas }, format) => format.percent(roas['7'])],
  ['roas30', ({ roas }, format) => format.percent(roas['30'])],
  ['d1', ({ retention }, format) => format.percent(retention['1'])],
  ['d7', ({ retention }, format) => format.percent(retention['7'])],
  ['d30', ({ retention }, format) => format.percent(retention['30'])],
  ['ltv', ({ ltv }, format) => format.decimal(ltv)],
  ['payback', ({ paybackDays }, format) => format.number(paybackDays)],
];

/** Of a ROAS: somebody who signed up in these days has not been there for so long. */
const isGrowing = (column: string, { roasComplete }: CampaignPerformanceAnswer) =>
  column.startsWith('roas') && !roasComplete[column.slice('roas'.length)];

interface Props {
  answer: CampaignPerformanceAnswer;
  /** Opens who signed up by a key. */
  openPeople(key: string): void;
}

/** Many figures beside each other. */
const TIGHT = {
  '& .MuiTableCell-root': { px: 1 },
  '& .MuiTableCell-root:first-of-type': { pl: 2 },
  '& thead .MuiTableCell-root': {
    whiteSpace: 'normal',
    wordBreak: 'keep-all',
    lineHeight: 1.25,
    verticalAlign: 'bottom',
  },
} as const;
/** Spend by day stands beside the sum of it. */
const TREND_AFTER = 'spend';

/** The name of a row stays while its figures are scrolled. */
const STAYS = { position: 'sticky', left: 0, bgcolor: 'background.paper' } as const;

/** Rows of spend and people; creatives with what may be said of them in words. */
export function PerformanceTable({ answer, openPeople }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const keyName = useKeyName(answer.level);
  const label = translate('gs.campaigns.tableLabel');
  return (
    <TableContainer sx={{ maxHeight: 640 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="performance-table" sx={TIGHT}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ ...STAYS, zIndex: 3 }}>
              {translate(`gs.campaigns.levels.${answer.level}`)}
            </TableCell>
            {COLUMNS.map(([name]) => (
              <Fragment key={name}>
                <TableCell align="right">
                  {translate(`gs.campaigns.columns.${name}`, { currency: answer.currency })}
                  {isGrowing(name, answer) && (
                    <Typography variant="caption" color="text.secondary" sx={{ display: 'block' }}>
                      {translate('gs.campaigns.soFar')}
                    </Typography>
                  )}
                </TableCell>
                {name === TREND_AFTER && <TableCell>{translate('gs.campaigns.columns.trend')}</TableCell>}
              </Fragment>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {answer.rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              name={keyName(row.key)}
              format={format}
              onOpen={() => openPeople(row.key)}
            />
          ))}
          <TableRow data-testid="performance-totals">
            <TableCell component="th" scope="row" sx={{ ...STAYS, zIndex: 1, fontWeight: 650 }}>
              {translate('gs.campaigns.totals')}
            </TableCell>
            {COLUMNS.map(([name, cell]) => (
              <Fragment key={name}>
                <TableCell align="right" sx={{ fontWeight: 650 }}>
                  {cell(answer.totals, format)}
                </TableCell>
                {name === TREND_AFTER && <TableCell />}
              </Fragment>
            ))}
          </TableRow>
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface RowProps {
  row: CampaignPerformanceRow;
  name: string;
  format: Formatter;
  onOpen(): void;
}

function Row({ row, name, format, onOpen }: RowProps) {
  const translate = useTranslate();
  return (
    <TableRow hover data-key={row.key}>
      <TableCell
        component="th"
        scope="row"
        sx={{ ...STAYS, zIndex: 1, minWidth: { xs: 128, sm: 184 }, overflowWrap: 'anywhere' }}
      >
        {name}
        <Verdict row={row} format={format} />
      </TableCell>
      {COLUMNS.map(([column, cell]) => (
        <Fragment key={column}>
          <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
            {column === 'signups' ? (
              <CellButton
                label={`${name}, ${translate('gs.campaigns.columns.signups')}`}
                users={row.signups}
                onOpen={onOpen}
              >
                {cell(row, format)}
              </CellButton>
            ) : (
              cell(row, format)
            )}
          </TableCell>
          {column === TREND_AFTER && (
            <TableCell>
              <Sparkline values={row.trend.filter((value) => value !== null)} />
            </TableCell>
          )}
        </Fragment>
      ))}
    </TableRow>
  );
}

function Verdict({
  row: { comparison, fatigue },
  format,
}: {
  row: CampaignPerformanceRow;
  format: Formatter;
}) {
  const translate = useTranslate();
  if (!comparison) return null;
  const { rate, others, verdict } = comparison;
  const rates = { rate: format.percent(rate, 2), others: format.percent(others, 2) };
  const isWorn = fatigue?.verdict === 'tired' || fatigue?.verdict === 'falling';
  return (
    <Typography variant="body2" color="text.secondary" sx={{ maxWidth: 320 }}>
      {translate(`gs.campaigns.verdict.${verdict}`, rates)}
      {isWorn && ` ${translate(`gs.campaigns.fatigue.${fatigue.verdict}`)}`}
    </Typography>
  );
}
