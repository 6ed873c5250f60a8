export type DecimalMark = '.' | ',';

const NOTHING = /^(?:[-–—−]{0,3}|n\/?a|null|无|なし)$/i;
const MASKED = /^[<＜≤]\s*\d+$/u;

/** Digits and marks of a cell, without blanks, apostrophes and signs of a currency; its sign as a leading `-`. */
function bare(cell: string): string {
  const text = cell.normalize('NFKC').replace(/[\s\u00a0\u202f'’٬]/gu, '');
  const negative = /^\(.*\)$/.test(text) || /^[^\d]*[-−]/.test(text) || /\d[-−]$/.test(text);
  const digits = text.replace(/[−-]/g, (mark, at: number) => (/e$/i.test(text.slice(0, at)) ? mark : ''));
  const figure = digits.replace(/^[^\d.,]+/u, '').replace(/[^\d.,]+$/u, '');
  return negative ? `-${figure}` : figure;
}

/** A dash or an empty cell: there is no figure. */
export const isNothing = (cell: string) => NOTHING.test(cell.normalize('NFKC').trim());
/** `<5`: hidden because it is small. It counts as 0, a lower bound. */
export const isMasked = (cell: string) => MASKED.test(cell.trim());

/** Which mark is the decimal one in this cell; null where the cell alone does not tell. */
export function markOf(cell: string, isCount: boolean): DecimalMark | null {
  if (isNothing(cell) || isMasked(cell)) return null;
  const figure = bare(cell).replace('-', '');
  const marks = figure.replace(/\d/g, '');
  const last = marks.at(-1) as DecimalMark | undefined;
  if (last === undefined || /[^.,]/.test(marks)) return null;
  const other = last === '.' ? ',' : '.';
  if (new Set(marks).size > 1) return marks.indexOf(last) === marks.length - 1 ? last : null;
  if (marks.length > 1) return other;
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(figure)) return last;
  return isCount ? other : null;
}

/** @returns null where the cell is no number with this decimal mark. Signs of currencies are passed over. */
export function readNumber(cell: string, mark: DecimalMark): number | null {
  if (isNothing(cell) || isMasked(cell)) return 0;
  if (/%/.test(cell)) return null;
  const text = bare(cell);
  const group = mark === '.' ? ',' : '.';
  const [whole = '', ...fractions] = text.split(mark);
  if (fractions.length > 1 || fractions[0]?.includes(group)) return null;
  if (!isGrouped(whole.replace(/^-/, ''), group)) return null;
  const number = Number(`${whole.replaceAll(group, '') || '0'}.${fractions[0] ?? '0'}`);
  return /\d/.test(text) && Number.isFinite(number) ? number : null;
}

/** 1,234,567 and, as in India, 12,34,567. */
function isGrouped(whole: string, group: string): boolean {
  if (!whole.includes(group)) return true;
  const [first = '', ...rest] = whole.split(group);
  const last = rest.at(-1) ?? '';
  return (
    first.length <= 3 &&
    first !== '' &&
    last.length === 3 &&
    rest.every(({ length }) => length === 2 || length === 3)
  );
}
