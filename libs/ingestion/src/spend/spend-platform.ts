import type { SpendTable } from './find-header.js';
import { currencyOfHeader, headerKey } from './spend-columns.js';

const keysOf = (names: string) => names.split('|').map(headerKey);

const META_COST = keysOf(
  'amount spent|ausgegebener betrag|montant dépensé|importe gastado|valor usado|valor gasto|quantia gasta|importo speso|besteed bedrag|消化金額|花费金额|花費金額|지출 금액|wydana kwota|harcanan tutar|потраченная сумма|сумма затрат',
);
const META = keysOf('ad set|ad set name|reporting starts|attribution setting');
const TIKTOK = keysOf(
  'by day|clicks destination|ad group name|stat time day|2-second video views|推广系列|推广系列名称',
);
const GOOGLE = keysOf(
  'impr|currency code|währungscode|code de devise|código de moneda|código da moeda|codice valuta|通貨コード|币种代码|货币代码|貨幣代碼|幣別代碼|통화 코드|код валюты|kod waluty|para birimi kodu|customer id|conv value|ad group',
);

const MICROSOFT = keysOf('time period|gregorian date|account number|ad distribution|delivered match type');
const MICROSOFT_PREAMBLE = /^report (?:name|time|aggregation):/i;
/** Other networks of China call some of these the same: only all three together are Baidu's. */
const BAIDU = [
  keysOf('消费'),
  keysOf('展现|展现量|展现次数'),
  keysOf('推广计划|推广计划名称|推广单元|推广单元名称'),
];

/** By the names that touches of their click ids have. */
export type SpendPlatform = 'google' | 'meta' | 'tiktok' | 'microsoft' | 'baidu';

/** Networks that bill in one currency alone, where the file names none. */
export const BILLED_IN: ReadonlyMap<string, string> = new Map([
  ['baidu', 'CNY'],
  ['tencent', 'CNY'],
  ['ocean_engine', 'CNY'],
]);

/** Which tool wrote a file, by the words that only it uses; null where they do not tell. */
export function platformOf({ header, columns, preamble }: SpendTable): SpendPlatform | null {
  const keys = header.map((name) => headerKey(currencyOfHeader(name).name));
  const cost = columns.cost === undefined ? '' : keys[columns.cost]!;
  const has = (signs: readonly string[]) => keys.some((key) => signs.includes(key));
  const isMeta = META_COST.some((name) => cost.startsWith(name)) || has(META);
  if (columns.starts !== undefined || isMeta) return 'meta';
  if (has(MICROSOFT) || preamble.some((line) => MICROSOFT_PREAMBLE.test(line))) return 'microsoft';
  if (BAIDU.every(has)) return 'baidu';
  if (has(TIKTOK)) return 'tiktok';
  return preamble.length > 0 || has(GOOGLE) ? 'google' : null;
}
