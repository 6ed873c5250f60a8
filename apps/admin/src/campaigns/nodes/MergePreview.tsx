import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { CampaignPerformanceRow } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useReport } from '../../api/useReport.js';
import { ReportBody } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { RangePicker } from '../../range/RangePicker.js';
import { useOwnRange } from '../../range/useRange.js';
import { performanceAsk } from '../performance-ask.js';
import type { CampaignNode } from './useNodes.js';

type Figures = Pick<CampaignPerformanceRow, 'spend' | 'clicks' | 'signups'>;
const NOTHING: Figures = { spend: 0, clicks: 0, signups: 0 };

/** What both are now, and what they come to together, in a range that stays where no answer comes. */
export function MergePreview({ node, into }: { node: CampaignNode; into: CampaignNode }) {
  const translate = useTranslate();
  const format = useFormat();
  const { choice, days, setChoice } = useOwnRange('28d');
  const report = useReport(performanceAsk(days, node.level));
  return (
    <>
      <ReportBody report={report} height={148}>
        {({ rows, currency }) => <Sums {...{ node, into, rows, currency }} />}
      </ReportBody>
      <Stack direction="row" gap={1} alignItems="center" flexWrap="wrap">
        <RangePicker choice={choice} days={days} onChange={setChoice} />
        <Typography variant="caption" color="text.secondary">
          {translate('gs.tree.mergeRange', { range: format.span(days.from, days.to) })}
        </Typography>
      </Stack>
    </>
  );
}

interface SumsProps {
  node: CampaignNode;
  into: CampaignNode;
  rows: readonly CampaignPerformanceRow[];
  currency: string;
}

function Sums({ node, into, rows, currency }: SumsProps) {
  const translate = useTranslate();
  const format = useFormat();
  const of = ({ name }: CampaignNode): Figures => rows.find(({ key }) => key === name) ?? NOTHING;
  const [one, other] = [of(node), of(into)];
  const both = node.name === into.name ? other : sumOf(one, other);
  const lines: [string, Figures][] = [
    [node.name, one],
    [into.name, other],
    [translate('gs.tree.mergeTogether'), both],
  ];
  return (
    <Table size="small" data-testid="merge-preview">
      <TableHead>
        <TableRow>
          {['what', 'spend', 'clicks', 'signups'].map((name, at) => (
            <TableCell key={name} align={at ? 'right' : 'left'}>
              {at > 0 && translate(`gs.tree.mergeColumns.${name}`, { currency })}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map(([name, { spend, clicks, signups }], at) => (
          <TableRow key={at}>
            <TableCell sx={{ overflowWrap: 'anywhere', fontWeight: at === 2 ? 650 : 400 }}>{name}</TableCell>
            <TableCell align="right">{format.decimal(spend)}</TableCell>
            <TableCell align="right">{format.number(clicks)}</TableCell>
            <TableCell align="right">{format.number(Math.round(signups * 10) / 10)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function sumOf(a: Figures, b: Figures): Figures {
  const spend = a.spend === null || b.spend === null ? null : a.spend + b.spend;
  return { spend, clicks: a.clicks + b.clicks, signups: a.signups + b.signups };
}
