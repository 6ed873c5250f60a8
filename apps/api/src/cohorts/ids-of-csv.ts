import { ProblemException } from '@groundswell/platform';
import { parse } from 'csv-parse/sync';
import { storableText } from '../http/storable-text.js';
import { MOST_IDS } from './cohort.dto.js';

/** Names that a column of ids goes by, in small letters; between their words may be a space or a sign. */
const NAMES = new Set(['id', 'distinctid', 'userid', '用户id']);
/** As tools write them: a spreadsheet in most of Europe a semicolon, and as "Unicode text" a tab. */
const DELIMITERS = [',', ';', '\t'];
/** `1.2021E+17`: what a spreadsheet makes of an id that is longer than its numbers; its last digits are gone. */
const ROUNDED = /^\d(?:[.,]\d+)?e\+\d+$/i;

export interface ReadIds {
  /** Name of the column that they stand in; null: the first, which has none. */
  column: string | null;
  /** Each once. */
  ids: string[];
}

/**
 * The ids of a CSV file: of the column with such a name, else of the first, which then has no name.
 * @throws ProblemException 400 when it is no CSV, or has none, too many, or some that a spreadsheet rounded
 */
export function readIds(csv: string): ReadIds {
  const text = storableText(csv);
  const rows = rowsOf(text, delimiterOf(text));
  const header = rows[0] ?? [];
  const named = header.findIndex(isNameOfIds);
  const column = Math.max(named, 0);
  const ids = rows.slice(named >= 0 ? 1 : 0).map((row) => row[column]?.trim() ?? '');
  const given = [...new Set(ids.filter((id) => id !== ''))];
  mustBeIds(given);
  return { column: named >= 0 ? header[named]!.trim() : null, ids: given };
}

export const idsOfCsv = (csv: string): string[] => readIds(csv).ids;

const isNameOfIds = (name: string) => NAMES.has(name.toLowerCase().replace(/[\s_-]+/g, ''));

/** The one by which the first line names a column of ids: in a list without names an id may hold any of them. */
function delimiterOf(csv: string): string {
  const [first = ''] = csv.split(/\r\n|\n|\r/, 1);
  const names = (delimiter: string) =>
    first
      .replace(/^\uFEFF/, '')
      .split(delimiter)
      .map((name) => name.replace(/^"(.*)"$/, '$1'));
  return DELIMITERS.find((delimiter) => names(delimiter).some(isNameOfIds)) ?? ',';
}

function rowsOf(csv: string, delimiter: string): string[][] {
  try {
    return parse(csv, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw refused(`is no CSV: ${(error as Error).message}`);
  }
}

function mustBeIds(ids: readonly string[]): void {
  if (ids.length === 0) throw refused('has no ids');
  if (ids.length > MOST_IDS) throw refused(`has ${ids.length} ids; a cohort takes ${MOST_IDS}`);
  if (ids.some((id) => id.length > 1_000)) throw refused('has an id of more than 1000 characters');
  const rounded = ids.find((id) => ROUNDED.test(id));
  if (rounded !== undefined)
    throw refused(`has an id that a spreadsheet rounded (${rounded}): export it again, with ids as text`);
}

function refused(reason: string): ProblemException {
  return new ProblemException(400, `The file ${reason}.`, [{ path: 'csv', message: reason }]);
}
