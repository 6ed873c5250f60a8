export type DateOrder = 'dmy' | 'mdy';

/** Beginnings of the names of months, in the languages of the exports. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|janv|ene|gen|янв|sty|oca)/,
  /^(?:feb|fev|févr?|fevr|фев|lut|şub)/,
  /^(?:mar(?!di|tes|tedi)|mär|maer|mrt|мар)/,
  /^(?:apr|avr|abr|апр|kwi|nis)/,
  /^(?:may|mai|maj|mag|mei|май|мая)/,
  /^(?:jun|juin|giu|июн|cze|haz)/,
  /^(?:jul|juil|lug|июл|lip|tem)/,
  /^(?:aug|août|aou|ago|авг|sie|ağu)/,
  /^(?:sep|set|сен|wrz|eyl)/,
  /^(?:oct|okt|out|ott|окт|paź|eki)/,
  /^(?:nov|ноя|lis|kas)/,
  /^(?:dec|dez|déc|dic|дек|gru|ara)/,
];

const TIME = /(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)$/;
const plain = (cell: string) => cell.normalize('NFKC').trim().replace(TIME, '').trim();

const YEAR_FIRST = /^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일]?/;
const NUMBERS = /^(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/;

/** Which order a cell of numbers has; null where it could be either, or is none. */
export function orderOf(cell: string): DateOrder | null {
  const found = NUMBERS.exec(plain(cell));
  if (!found) return null;
  if (Number(found[1]) > 12) return 'dmy';
  return Number(found[3]) > 12 ? 'mdy' : null;
}

/** Could be two days: 01/03/2024. With dots the day is first. */
export function isAmbiguousDay(cell: string): boolean {
  const found = NUMBERS.exec(plain(cell));
  if (!found || found[2] === '.' || found[1] === found[3]) return false;
  return Number(found[1]) <= 12 && Number(found[3]) <= 12;
}

/** `YYYY-MM-DD`; null where the cell is no day. */
export function readDay(cell: string, order: DateOrder): string | null {
  const text = plain(cell);
  const yearFirst = YEAR_FIRST.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3]);
  const numbers = NUMBERS.exec(text);
  if (!numbers) return namedDay(text);
  const [, first, mark, second, year] = numbers;
  const isDayFirst = mark === '.' || order === 'dmy';
  return isDayFirst ? dayOf(year, second, first) : dayOf(year, first, second);
}

function namedDay(text: string): string | null {
  const words = lowerCased(text).match(/\p{L}[\p{L}\p{M}]*|\d+/gu) ?? [];
  // The last one: the first may be a week day (`mar., 5 abr 2024`).
  const month = words.flatMap((word) => monthOf(word)).at(-1);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  if (month === undefined || numbers.length !== 2) return null;
  const [first = '', second = ''] = numbers;
  return first.length === 4 ? dayOf(first, month, second) : dayOf(second, month, first);
}

/** Turkish capitals have İ where i is meant, and I for ı: neither dot makes a difference. */
function lowerCased(text: string): string {
  return text.toLowerCase().replace(/i\u0307|ı/g, 'i');
}

function monthOf(word: string): string[] {
  const at = MONTHS.findIndex((month) => month.test(word));
  return at < 0 ? [] : [String(at + 1)];
}

function dayOf(year = '', month = '', day = ''): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}
