import { alpha, useTheme } from '@mui/material/styles';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useValueName } from '../filters/useValueName.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { isDay } from '../range/local-date.js';
import { type Cell, type TileAnswer, tableRows } from './tile-answer.js';

interface Props {
  answer: TileAnswer;
  name: string;
  /** What the numbers are broken down by, if at all. */
  breakdown: string | null;
  /** What opens the people behind a number; null for none. */
  opener?(column: string, row: Record<string, Cell>): (() => void) | null;
}

/** Values between 0 and 1, or relative. */
const RATES: readonly string[] = [
  'rate',
  'ratio',
  'ctr',
  'share',
  'change',
  'rateFromPrevious',
  'rateFromFirst',
];

const SECONDS: readonly string[] = ['medianSeconds', 'medianSecondsFromFirst'];

/** Any answer as a table, newest first where it goes over time. */
export function TileTable({ answer, name, breakdown, opener }: Props) {
  const translate = useTranslate();
  const text = useCellText(breakdown);
  const { primary } = useTheme().palette;
  const rows = tableRows(answer);
  const [first] = rows;
  if (!first) return <EmptyState title={translate('gs.dashboards.noRows')} />;
  // A link of a path comes from its source; a figure of a panel has one, too.
  const nameOf = (column: string) => (column === 'source' && 'target' in first ? 'from' : column);
  const head = (column: string) => translate(`gs.dashboards.column.${nameOf(column)}`, { _: column });
  const columns = Object.keys(first).filter((column) => column !== 'complete' && column !== 'period');
  const alignOf = (column: string) =>
    column === 'breakdown' || typeof first[column] === 'string' ? 'left' : 'right';
  const rowName = (row: Record<string, Cell>) =>
    columns
      .filter((column) => typeof row[column] === 'string')
      .map((column) => text(column, row[column] ?? null))
      .join(' · ');
  const shown = 'bucket' in first ? [...rows].reverse() : rows;
  return (
    <TableContainer sx={{ maxHeight: 300 }} tabIndex={0} role="region" aria-label={name}>
      <Table size="small" stickyHeader aria-label={name}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <TableCell key={column} align={alignOf(column)}>
                {head(column)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((row, index) => (
            <TableRow key={index} hover>
              {columns.map((column) => (
                <TableCell
                  key={column}
                  align={alignOf(column)}
                  sx={{ whiteSpace: 'nowrap', backgroundImage: barOf(column, row[column] ?? null, primary) }}
                >
                  <Opened
                    label={`${rowName(row)}, ${head(column)}`}
                    value={row[column] ?? null}
                    open={opener?.(column, row) ?? null}
                  >
                    {text(column, row[column] ?? null)}
                  </Opened>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface OpenedProps {
  label: string;
  value: Cell;
  open: (() => void) | null;
  children: string;
}

function Opened({ label, value, open, children }: OpenedProps) {
  if (!open) return <>{children}</>;
  return (
    <CellButton label={label} users={typeof value === 'number' ? value : null} onOpen={open}>
      {children}
    </CellButton>
  );
}

/** Of a funnel, how far people got: a bar behind the number. */
function barOf(column: string, value: Cell, { main }: { main: string }): string | undefined {
  if (column !== 'rateFromFirst' || typeof value !== 'number') return undefined;
  const [color, end] = [alpha(main, 0.16), `${Math.round(value * 100)}%`];
  return `linear-gradient(to right, ${color} ${end}, transparent ${end})`;
}

function useCellText(breakdown: string | null): (column: string, value: Cell) => string {
  const translate = useTranslate();
  const format = useFormat();
  const valueName = useValueName(breakdown);
  return (column, value) => {
    if (value === null) return column === 'breakdown' ? translate('gs.trends.all') : format.number(null);
    if (column === 'breakdown') return valueName(String(value));
    if (typeof value === 'number' && column === 'index') return format.number(value + 1);
    if (typeof value === 'number' && SECONDS.includes(column)) return format.duration(value * 1000);
    if (typeof value === 'number')
      return RATES.includes(column) ? format.percent(value) : format.number(value);
    return isDay(String(value)) ? format.day(String(value)) : String(value);
  };
}
