import { ProblemException } from '@groundswell/platform';
import type { PanelFigure } from '@groundswell/postgres';
import { readCsv } from '../imports/reading/read-csv.js';
import { UnusableFile } from '../imports/reading/read-row.js';
import { figureOf } from './figure-of.js';

export interface RefusedRow {
  /** In the file, counted from 1. */
  line: number;
  reason: string;
}

export interface ReadFigures {
  figures: PanelFigure[];
  refused: RefusedRow[];
}

const COLUMNS = ['subject', 'metric', 'date', 'value', 'source'] as const;

/** Figures of a CSV file with its header, and the rows that are none. @throws ProblemException 400 without the columns */
export async function readFigures(csv: string): Promise<ReadFigures> {
  const figures: PanelFigure[] = [];
  const refused: RefusedRow[] = [];
  const lines = new Map<string, number>();
  const bytes = (async function* () {
    yield Buffer.from(csv);
  })();
  try {
    for await (const read of readCsv(bytes, csv.slice(0, 65_536), mustHaveColumns)) {
      const { line } = read;
      const figure = 'row' in read ? figureOf(lowerCased(read.row)) : read.reason;
      const reason = typeof figure === 'string' ? figure : repeated(figure, line, lines);
      if (reason !== null) refused.push({ line, reason });
      else figures.push(figure as PanelFigure);
    }
  } catch (error) {
    throw unusable(error);
  }
  return { figures, refused: refused.sort((a, b) => a.line - b.line) };
}

function mustHaveColumns(columns: string[]): void {
  const given = new Set(columns.map((name) => name.trim().toLowerCase()));
  const missing = COLUMNS.filter((name) => !given.has(name));
  if (missing.length === 0) return;
  throw new UnusableFile(
    `The first line must name the columns ${COLUMNS.join(', ')}; it lacks ${missing.join(', ')}.`,
  );
}

function lowerCased(row: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), String(value).trim()]),
  );
}

/** Why a figure cannot stand beside the ones before it; null where it can. */
function repeated(figure: PanelFigure, line: number, lines: Map<string, number>): string | null {
  const key = JSON.stringify([figure.subject, figure.metric, figure.date]);
  const first = lines.get(key);
  if (first !== undefined) return `line ${first} gives this subject, metric and date already`;
  lines.set(key, line);
  return null;
}

function unusable(error: unknown): unknown {
  if (error instanceof UnusableFile) return new ProblemException(400, error.message);
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code.startsWith('CSV_'))
    return new ProblemException(400, `The CSV cannot be read: ${(error as Error).message}.`);
  return error;
}
