import { toCsv } from '@groundswell/contracts';
import { CsvFileButton } from './CsvButton.js';

interface Props {
  /** Of the file, without its ending. */
  name: string;
  /** As the API gave them. */
  rows: readonly object[];
}

/** A part of an answer of which the answer's own CSV has nothing. */
export function RowsCsvButton({ name, rows }: Props) {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return null;
  const lines = () => rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column]));
  return <CsvFileButton isSmall name={name} fetch={() => Promise.resolve(toCsv(columns, lines()))} />;
}
