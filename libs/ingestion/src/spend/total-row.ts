import { isNothing } from './read-number.js';

/** `Total: Account`, `Total of 12 results`, `Gesamt: Konto`, `Total`; not a campaign called "Total Wine". */
const TOTAL = new RegExp(
  `^(?:(?:grand |sub)?totals?|totaux|gesamt(?:summe|betrag|ergebnis)?|summe|insgesamt|zwischensumme|total(?:e|es|geral| général| general)?|totaal|总计|总和|合计|汇总|小计|
  合計|総計|小計|總計|총계|합계|всего|итого|razem|suma|łącznie|ogółem|(?:genel )?toplam|résultats|ergebnisse?|results?|resultados|risultati|結果|结果)(?:\\s*[:：(（\\-–—/].*|\\s+(?:of|von|de|sur|di|da|do|des)\\s+.*\\d.*|\\s+\\d.*)?$`.replace(
    /\n\s*/g,
    '',
  ),
  'iu',
);
/** `共 12 条记录`. */
const COUNTED = /^(?:共|全|計|总共)\s*\d+/u;

/** What Microsoft ends its files with. */
const NOTICE = /^(?:©|\(c\)|copyright\b)/iu;

export function isTotalText(cell: string): boolean {
  const text = cell.normalize('NFC').trim();
  return TOTAL.test(text) || COUNTED.test(text) || NOTICE.test(text);
}

/** Of a row whose day cell is none: a sum of the rows above. @param names the cells that name something */
export function isTotalRow(day: string, names: readonly string[]): boolean {
  if (isTotalText(day)) return true;
  if (!isNothing(day)) return false;
  const said = names.filter((name) => !isNothing(name));
  return said.length === 0 || isTotalText(said[0]!);
}
