import { parse } from 'csv-parse/sync';
import { SPEND_FIELDS, type SpendField, currencyOfHeader, fieldOf, headerKey } from './spend-columns.js';
import type { Sheet } from '../workbook/parse-workbook.js';
import { UnusableSpend } from './spend-error.js';

export interface SpendTable {
  /** Place of the column of each field. */
  columns: Partial<Record<SpendField, number>>;
  /** The header as it is written. */
  header: string[];
  /** Of the header of the cost. */
  currency: string | null;
  /** '' of a workbook. */
  delimiter: string;
  /** Of a workbook: which of its sheets this is. */
  sheet: string | null;
  /** Lines before the header. */
  preamble: string[];
  rows: TableRow[];
}

export interface TableRow {
  cells: string[];
  line: number;
  /** Which of them are numbers of a workbook, so that nothing is to be told about their marks. */
  numbers?: readonly number[];
}

/** The column that holds a field, by its header. */
export type SpendMapping = Partial<Record<SpendField, string>>;

const DELIMITERS = [',', ';', '\t', '|'] as const;
const MOST_PREAMBLE = 40;

/** The table of an export: its header is the first row that names most of what is looked for. @throws UnusableSpend */
export function findTable(text: string, mapping: SpendMapping = {}): SpendTable {
  const read = DELIMITERS.map((delimiter) => tableOf(recordsOf(text, delimiter), { delimiter }, mapping));
  return mustBeTable(read.reduce((a, b) => (known(b) > known(a) ? b : a)) ?? null);
}

/** The same of a workbook: that of its sheet with a column of days. @throws UnusableSpend where several have one */
export function findSheet(sheets: readonly Sheet[], mapping: SpendMapping = {}): SpendTable {
  const read = sheets
    .map(({ name, rows }) => tableOf(rows, { delimiter: '', sheet: name }, mapping))
    .filter((table) => table !== null)
    .filter((table) => table.rows.length > 0 && known(table) >= FEWEST_COLUMNS);
  const byDay = read.filter(({ columns }) => columns.day !== undefined || columns.starts !== undefined);
  if (byDay.length < 2) return mustBeTable(byDay[0] ?? read[0] ?? null);
  const names = byDay.map(({ sheet }) => sheet).join(', ');
  throw new UnusableSpend(
    `Several sheets of this workbook have a column of days (${names.slice(0, 200)}). Keep the one that is to be imported, or import each from a file of its own.`,
  );
}

/** A line of a preamble may name one by chance. */
const FEWEST_COLUMNS = 2;
const known = (table: SpendTable | null) => (table ? Object.keys(table.columns).length : 0);

function mustBeTable(table: SpendTable | null): SpendTable {
  if (table && known(table) >= FEWEST_COLUMNS) return table;
  throw new UnusableSpend(
    'No line of this file names columns such as Day, Campaign and Cost. Export a table of campaigns by day as CSV, or say which column holds what (mapping).',
  );
}

function tableOf(
  all: readonly TableRow[],
  from: { delimiter: string; sheet?: string },
  mapping: SpendMapping,
): SpendTable | null {
  const candidates = all.slice(0, MOST_PREAMBLE).map(({ cells }) => columnsOf(cells, mapping));
  const most = Math.max(0, ...candidates.map((columns) => Object.keys(columns).length));
  const at = candidates.findIndex((columns) => Object.keys(columns).length === most);
  if (most === 0) return null;
  const header = all[at]!.cells;
  const columns = candidates[at]!;
  return {
    columns,
    header,
    currency: columns.cost === undefined ? null : currencyOfHeader(header[columns.cost]!).currency,
    ...{ delimiter: from.delimiter, sheet: from.sheet ?? null },
    preamble: all.slice(0, at).map(({ cells }) => cells.join(' ').trim()),
    rows: all.slice(at + 1),
  };
}

function recordsOf(text: string, delimiter: string): TableRow[] {
  const read = parse(text, {
    ...{ delimiter, bom: true, info: true, relax_quotes: true, relax_column_count: true },
    ...{ skip_empty_lines: true, skip_records_with_error: true },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return read
    .map(({ record, info }) => ({ cells: record.map((cell) => cell.trim()), line: info.lines }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function columnsOf(header: readonly string[], mapping: SpendMapping): SpendTable['columns'] {
  const columns: SpendTable['columns'] = {};
  const mapped = new Map(
    Object.entries(mapping).map(([field, name]) => [headerKey(name), field as SpendField]),
  );
  header.forEach((name, at) => {
    const field = mapped.get(headerKey(name)) ?? fieldOf(name);
    if (field !== null && (columns[field] === undefined || mapped.has(headerKey(name)))) columns[field] = at;
  });
  return columns;
}

export function isSpendField(text: string): text is SpendField {
  return (SPEND_FIELDS as readonly string[]).includes(text);
}
