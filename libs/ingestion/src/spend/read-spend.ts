import { isDamaged } from '@groundswell/contracts';
import { decodeText } from './decode-text.js';
import type { Sheet } from '../workbook/parse-workbook.js';
import { type SpendMapping, type SpendTable, type TableRow, findSheet, findTable } from './find-header.js';
import { type DateOrder, isAmbiguousDay, orderOf, readDay } from './read-day.js';
import { type DecimalMark, isMasked, isNothing, markOf, readNumber } from './read-number.js';
import { type SpendField, currencyOf } from './spend-columns.js';
import { UnusableSpend } from './spend-error.js';
import { BILLED_IN, platformOf } from './spend-platform.js';
import { isTotalRow } from './total-row.js';

export type SpendLevel = 'campaign' | 'adGroup' | 'creative';

/** What one campaign, ad group or creative cost on one day. */
export interface SpendRow {
  platform: string;
  /** '' where the file names none. */
  account: string;
  /** The deepest that the row names. */
  level: SpendLevel;
  /** Id of it at the network; its names where the file has no ids. Known by it. */
  levelId: string;
  campaign: string;
  campaignId: string;
  adGroup: string;
  adGroupId: string;
  creative: string;
  creativeId: string;
  /** Local day of the account, `YYYY-MM-DD`. */
  day: string;
  /** ISO 4217. */
  currency: string;
  /** In that currency. */
  cost: number;
  impressions: number;
  clicks: number;
  installs: number;
  /** People who saw it on the day; 0 where the file does not tell. Segments are added, so somebody may count twice. */
  reach: number;
}

export interface SpendOptions {
  /** Any name; absent: told by the file. */
  platform?: string | undefined;
  account?: string | undefined;
  /** Where the file names none. */
  currency?: string | undefined;
  mapping?: SpendMapping | undefined;
  /** Where the file could mean both. */
  dateOrder?: DateOrder | undefined;
  decimalMark?: DecimalMark | undefined;
}

export interface ReadSpend {
  platform: string;
  /** '' of a workbook. */
  delimiter: string;
  /** The sheet of a workbook that was read. */
  sheet: string | null;
  decimalMark: DecimalMark;
  /** Which column was taken for what, as it is headed. */
  columns: Partial<Record<SpendField, string>>;
  rows: SpendRow[];
  /** Rows of the file: read, refused and totals together. */
  lines: number;
  /** Rows that sum up others, left out. */
  totalRows: number;
  /** Rows that were added to one of the same level, day and currency. */
  summed: number;
  /** Cells such as `<5`, which count as 0. */
  masked: number;
  refused: { line: number; reason: string }[];
}

/**
 * Spend as the tools of Google, Meta and TikTok export it, or any CSV or workbook with such columns.
 * @throws UnusableSpend with a sentence that says what to change
 */
export function readSpend(file: Uint8Array | string | Sheet[], options: SpendOptions = {}): ReadSpend {
  const table = withDay(tableIn(file, options.mapping));
  const platform = options.platform ?? platformOf(table);
  mustHave(table, platform);
  const rules = {
    platform,
    currency: options.currency ?? BILLED_IN.get(platform),
    order: options.dateOrder ?? dateOrderOf(table),
    mark: options.decimalMark ?? decimalMarkOf(table),
    options,
  };
  return { ...collect(table, rules), ...described(table), platform, decimalMark: rules.mark };
}

function tableIn(file: Uint8Array | string | Sheet[], mapping: SpendMapping | undefined): SpendTable {
  if (Array.isArray(file)) return findSheet(file, mapping);
  return findTable(typeof file === 'string' ? file.replace(/^\uFEFF/, '') : decodeText(file), mapping);
}

interface Rules {
  platform: string;
  /** Where neither the header nor the row names one. */
  currency: string | undefined;
  order: DateOrder;
  mark: DecimalMark;
  options: SpendOptions;
}

const NO_DAY =
  'This file has no column of days, so its spend cannot be laid on days. Export it again by day: in Google Ads choose Segment › Time › Day, in Meta Ads Manager Breakdown › By time › Day, in TikTok Ads Manager the dimension By Day, in Microsoft Advertising the unit of time Day; in 百度营销, 腾讯广告 and 巨量引擎 分日 (按天).';

/** What Microsoft says before the header of a row's span. */
const AGGREGATION = /^(?:report )?aggregation:\s*(.+)/i;
const notDaily = (span: string) =>
  `A row of this file is no day (Report Aggregation: ${span.slice(0, 30)}). Export it again by day: in Microsoft Advertising choose the unit of time Day.`;

/** Meta's range of each row takes the place of a day where it is one day in all of them. */
function withDay(table: SpendTable): SpendTable {
  const { columns, rows, preamble } = table;
  const span = preamble.map((line) => AGGREGATION.exec(line)?.[1]).find((one) => one !== undefined);
  if (span !== undefined && !/^(?:day|daily)\b/i.test(span)) throw new UnusableSpend(notDaily(span.trim()));
  if (columns.day !== undefined) return table;
  const { starts, ends } = columns;
  if (starts === undefined || ends === undefined) throw new UnusableSpend(NO_DAY);
  const isDaily = rows.every(({ cells }) => cells[starts] === cells[ends]);
  const named = rows.filter(({ cells }) =>
    NAMES.some((field) => columns[field] !== undefined && !isNothing(cells[columns[field]] ?? '')),
  );
  const isPlain = new Set(named.map(({ cells }) => cells[starts])).size > 0;
  if (!isDaily || !isPlain) throw new UnusableSpend(NO_DAY);
  return { ...table, columns: { ...columns, day: starts } };
}

function mustHave({ columns, header }: SpendTable, platform: string | null): asserts platform is string {
  const named = header.filter(Boolean).join(', ').slice(0, 300);
  if (columns.cost === undefined)
    throw new UnusableSpend(
      `No column holds what was spent, such as Cost or Amount spent. Its columns are: ${named}.`,
    );
  if (NAMES.every((field) => columns[field] === undefined))
    throw new UnusableSpend(
      `No column names the campaign. Add Campaign (and its ID) to the export. Its columns are: ${named}.`,
    );
  if (platform === null)
    throw new UnusableSpend(
      'The columns do not tell which network this file is from. Say it (platform): google, meta, tiktok, microsoft, baidu, tencent, ocean_engine or any other name.',
    );
}

const NAMES = ['campaign', 'campaignId', 'adGroup', 'adGroupId', 'creative', 'creativeId'] as const;
const FIGURES = ['cost', 'impressions', 'clicks', 'installs', 'reach'] as const;

function described({ columns, header, delimiter, sheet }: SpendTable) {
  const named = Object.entries(columns).map(([field, at]) => [field, header[at]!] as const);
  return { delimiter, sheet, columns: Object.fromEntries(named) as ReadSpend['columns'] };
}

/** Of the whole column. @throws UnusableSpend where it tells neither, or both */
function dateOrderOf({ columns, rows }: SpendTable): DateOrder {
  const cells = rows
    .map(({ cells }) => cells[columns.day!] ?? '')
    .filter((cell) => !/\d\s*\.\s*\d+\s*\./.test(cell));
  const orders = new Set(cells.map(orderOf).filter((order) => order !== null));
  if (orders.size === 2) {
    throw new UnusableSpend(
      'Some days of this file are day/month and others month/day. Export it with days as YYYY-MM-DD.',
    );
  }
  const [order] = orders;
  const example = cells.find(isAmbiguousDay);
  if (order === undefined && example !== undefined) {
    throw new UnusableSpend(
      `Days such as ${example} may be day/month or month/day, and no day of this file tells which. Say it (dateOrder: dmy or mdy), or export days as YYYY-MM-DD.`,
    );
  }
  return order ?? 'mdy';
}

/** Of all figures of the file. @throws UnusableSpend where none of them tells and it matters */
function decimalMarkOf({ columns, rows, delimiter, header }: SpendTable): DecimalMark {
  const votes = new Set<DecimalMark>();
  for (const field of FIGURES) {
    const at = columns[field];
    if (at === undefined) continue;
    for (const { cells, numbers } of rows) {
      if (numbers?.includes(at)) continue;
      const mark = markOf(cells[at] ?? '', field !== 'cost');
      if (mark !== null) votes.add(mark);
    }
  }
  const [mark] = votes;
  if (votes.size === 2) throw new UnusableSpend(BOTH_MARKS);
  if (mark !== undefined) return mark;
  const unclear = rows.find(
    ({ cells, numbers }) =>
      !numbers?.includes(columns.cost!) && /^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(cells[columns.cost!] ?? ''),
  );
  if (!unclear) return delimiter === ';' ? ',' : '.';
  const cell = unclear.cells[columns.cost!]!;
  // English, Japanese, Korean and Chinese write 1,234; nobody who does so exports with semicolons.
  if (
    delimiter !== ';' &&
    cell.includes(',') &&
    /^(?:cost|amount|spend|[\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}])/iu.test(
      header[columns.cost!]!,
    )
  )
    return '.';
  throw new UnusableSpend(
    `Amounts such as ${cell} may be thousands or fractions, and no figure of this file tells which. Say it (decimalMark: "." or ",").`,
  );
}
const BOTH_MARKS =
  'Some figures of this file have a decimal point and others a decimal comma. Export it again with one of them, or say which one counts (decimalMark).';

function collect(table: SpendTable, rules: Rules) {
  const sums = new Map<string, SpendRow>();
  const result = {
    lines: table.rows.length,
    totalRows: 0,
    summed: 0,
    masked: 0,
    refused: [] as ReadSpend['refused'],
  };
  for (const given of table.rows) {
    const { cells, line } = given;
    const row = rowOf(given, table, rules);
    if (row === null) result.totalRows += 1;
    else if (typeof row === 'string') result.refused.push({ line, reason: row });
    else {
      result.masked += FIGURES.filter((field) => isMasked(cells[table.columns[field] ?? -1] ?? '')).length;
      result.summed += add(sums, row) ? 1 : 0;
    }
  }
  return { ...result, rows: [...sums.values()] };
}

/** @returns whether it was added to another; rows of segments (device, age) are parts of one */
function add(sums: Map<string, SpendRow>, row: SpendRow): boolean {
  const key = JSON.stringify([row.account, row.level, row.levelId, row.day, row.currency]);
  const known = sums.get(key);
  if (!known) sums.set(key, row);
  else for (const field of FIGURES) known[field] = rounded(known[field] + row[field]);
  return known !== undefined;
}

/** Sums of cents stay cents. */
const rounded = (amount: number) => Math.round(amount * 1e6) / 1e6;

/** A row, null for one of totals, or in words why it is none. */
function rowOf(
  { cells, numbers = [] }: TableRow,
  { columns, header, currency: headed }: SpendTable,
  rules: Rules,
): SpendRow | string | null {
  const cell = (field: SpendField) => cells[columns[field] ?? -1] ?? '';
  const text = (field: SpendField) =>
    isNothing(cell(field)) ? '' : cell(field).normalize('NFC').slice(0, 500).replace(HALF_AT_END, '');
  const day = readDay(cell('day'), rules.order);
  if (day === null && isTotalRow(cell('day'), NAMES.map(cell))) return null;
  if (cells.length > header.length && cells.slice(header.length).some((extra) => extra !== ''))
    return `the row has ${cells.length} cells and the header ${header.length}: is a name with a comma not in quotes?`;
  if (day === null)
    return isNothing(cell('day')) ? 'the row has no day' : `day ${quoted(cell('day'))} is no day`;
  const named = namesOf(text);
  if (named === null) return 'the row names no campaign: it may sum up others';
  const currency = currencyOfRow(cell('currency'), headed, cell('cost'), rules.currency);
  if (currency === null)
    return cell('currency') === ''
      ? 'no currency is named: say it (currency)'
      : `currency ${quoted(cell('currency'))} is no code such as USD`;
  const isNumber = (field: SpendField) => numbers.includes(columns[field] ?? -1);
  const roundedIds = roundedId(cell);
  if (roundedIds !== null) return roundedIds;
  const figures = figuresOf(cell, (field) => (isNumber(field) ? '.' : rules.mark));
  if (typeof figures === 'string') return figures;
  const account = text('accountId') || text('account') || (rules.options.account ?? '');
  const unkeepable = unkeepableName([account, ...Object.values(named)], named.levelId);
  if (unkeepable !== null) return unkeepable;
  return { platform: rules.platform, account, ...named, day, currency, ...figures };
}

const ID_FIELDS = ['accountId', 'campaignId', 'adGroupId', 'creativeId'] as const;
/** `1.2021E+17`: what a spreadsheet makes of an id that is longer than its numbers; its last digits are gone. */
const ROUNDED = /^\d(?:[.,]\d+)?e\+\d+$/i;

function roundedId(cell: (field: SpendField) => string): string | null {
  const found = ID_FIELDS.find((field) => ROUNDED.test(cell(field)));
  if (found === undefined) return null;
  return `the id in ${found} was rounded by a spreadsheet (${quoted(cell(found))}): export it again, with ids as text`;
}

/** What PostgreSQL cannot keep in text: NUL, and half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
/** What a cut leaves of a character beyond the basic plane. */
const HALF_AT_END = /[\uD800-\uDBFF]$/;
/** Bytes of what a part is found by: an index takes no longer entry than about 2,700. */
const MOST_KEY_BYTES = 2_000;

/** Why the row cannot be kept by its names; null: it can. */
function unkeepableName(names: string[], key: string): string | null {
  if (names.some((name) => UNSTORABLE.test(name)))
    return 'a name holds a character that cannot be stored (NUL, or half of a surrogate pair)';
  if (names.some(isDamaged))
    return 'a name holds a character that cannot be read: save the file as "CSV UTF-8" and import it again';
  return Buffer.byteLength(key) <= MOST_KEY_BYTES ? null : 'its names are too long together: add ids';
}

function namesOf(text: (field: SpendField) => string) {
  const names = Object.fromEntries(NAMES.map((field) => [field, text(field)])) as Record<
    (typeof NAMES)[number],
    string
  >;
  const level = (['creative', 'adGroup', 'campaign'] as const).find(
    (name) => names[name] || names[`${name}Id`],
  );
  if (level === undefined) return null;
  const path = [names.campaignId || names.campaign];
  if (level !== 'campaign') path.push(names.adGroupId || names.adGroup);
  if (level === 'creative') path.push(names.creativeId || names.creative);
  const levelId = names[`${level}Id`] || path.join(' / ');
  return { ...names, level, levelId };
}

function currencyOfRow(
  cell: string,
  headed: string | null,
  cost: string,
  said: string | undefined,
): string | null {
  if (!isNothing(cell)) return currencyOf(cell);
  const sign = /^\s*-?\s*([^\d\s.,'’()<-]{1,4})|([^\d\s.,'’()-]{1,4})\s*$/u.exec(cost);
  return headed ?? (sign && currencyOf(sign[1] ?? sign[2]!)) ?? said ?? null;
}

type Figures = Pick<SpendRow, (typeof FIGURES)[number]>;

function figuresOf(
  cell: (field: SpendField) => string,
  markIn: (field: SpendField) => DecimalMark,
): Figures | string {
  const clicks = cell('clicks') === '' ? 'allClicks' : 'clicks';
  const figures = { cost: 0, impressions: 0, clicks: 0, installs: 0, reach: 0 };
  for (const field of FIGURES) {
    const of = field === 'clicks' ? clicks : field;
    const number = readNumber(cell(of), markIn(of));
    if (number === null) return `the figure of ${field} is no number: ${quoted(cell(of))}`;
    if (field !== 'cost' && number < 0) return `the figure of ${field} is less than 0: ${quoted(cell(of))}`;
    figures[field] = number;
  }
  return figures;
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 50));
