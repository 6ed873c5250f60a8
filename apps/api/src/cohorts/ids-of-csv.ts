import { ProblemException } from '@groundswell/platform';
import { parse } from 'csv-parse/sync';
import { storableText } from '../http/storable-text.js';
import { MOST_IDS } from './cohort.dto.js';

/** Names that a column of ids goes by. */
const NAMES = new Set(['id', 'distinct_id', 'distinctid', 'user_id', 'userid']);

/**
 * The ids of a CSV file: of the column with such a name, else of the first, which then has no name.
 * @throws ProblemException 400 when it is no CSV, or has none or too many
 */
export function idsOfCsv(csv: string): string[] {
  const rows = rowsOf(storableText(csv));
  const header = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
  const named = header.findIndex((name) => NAMES.has(name));
  const column = Math.max(named, 0);
  const ids = rows.slice(named >= 0 ? 1 : 0).map((row) => row[column]?.trim() ?? '');
  const given = [...new Set(ids.filter((id) => id !== ''))];
  if (given.length === 0) throw refused('has no ids');
  if (given.length > MOST_IDS) throw refused(`has ${given.length} ids; a cohort takes ${MOST_IDS}`);
  if (given.some((id) => id.length > 1_000)) throw refused('has an id of more than 1000 characters');
  return given;
}

function rowsOf(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw refused(`is no CSV: ${(error as Error).message}`);
  }
}

function refused(reason: string): ProblemException {
  return new ProblemException(400, `The file ${reason}.`, [{ path: 'csv', message: reason }]);
}
