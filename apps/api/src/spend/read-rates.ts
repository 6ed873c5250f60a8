import { ProblemException } from '@groundswell/platform';
import { parse } from 'csv-parse/sync';
import type { Rate } from './exchange.js';
import { newRateSchema } from './spend.dto.js';

const COLUMNS = ['day', 'base', 'quote', 'rate'] as const;

/** Rates of a CSV file with its header; of the same day and pair the last. @throws ProblemException 400 */
export function readRates(csv: string): { rates: Rate[]; refused: { line: number; reason: string }[] } {
  const rates = new Map<string, Rate>();
  const refused: { line: number; reason: string }[] = [];
  for (const { record, info } of rowsOf(csv)) {
    const row = Object.fromEntries(
      COLUMNS.map((name) => [name, (record[name] ?? record[name === 'day' ? 'date' : name] ?? '').trim()]),
    );
    const { data, error } = newRateSchema.safeParse({ ...row, rate: Number(row.rate || Number.NaN) });
    if (data) rates.set(`${row.day} ${row.base} ${row.quote}`, data);
    else refused.push({ line: info.lines, reason: reasonOf(String(error.issues[0]?.path[0]), row) });
  }
  return { rates: [...rates.values()], refused };
}

function reasonOf(column: string, row: Partial<Record<string, string>>): string {
  const cell = JSON.stringify((row[column] ?? '').slice(0, 50));
  if (column === 'day') return `day ${cell} is no day as YYYY-MM-DD`;
  return column === 'rate'
    ? `rate ${cell} is no number above 0 and up to 1e9`
    : `currency ${cell} is no code such as USD`;
}

interface CsvRow {
  record: Record<string, string>;
  info: { lines: number };
}

function rowsOf(csv: string): CsvRow[] {
  const delimiter = /^[^\n]*;/.test(csv) ? ';' : /^[^\n]*\t/.test(csv) ? '\t' : ',';
  const columns = (header: string[]) => {
    const names = header.map((name) => name.trim().toLowerCase());
    const missing = COLUMNS.filter(
      (name) => !names.includes(name) && !(name === 'day' && names.includes('date')),
    );
    if (missing.length === 0) return names;
    throw new ProblemException(
      400,
      `The first line must name the columns day, base, quote, rate; it lacks ${missing.join(', ')}.`,
    );
  };
  try {
    return parse(csv, {
      bom: true,
      info: true,
      delimiter,
      columns,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as CsvRow[];
  } catch (error) {
    if (error instanceof ProblemException) throw error;
    throw new ProblemException(400, `The CSV cannot be read: ${(error as Error).message}.`).coded(
      'csv_unreadable',
    );
  }
}
