import { textEncodingOf } from '@groundswell/contracts';
import { type Head, UnreadableFile, type UnpackHead, headOf, isParquet } from './file-head.js';

/** The first rows of a file as the browser reads them; the server reads the whole file for itself. */
export interface Preview {
  columns: string[];
  rows: string[][];
  /** The same rows as the server reads them, but for those that it would not read at all. */
  objects: Record<string, unknown>[];
  /** Which of the rows, counted from 1, have more or fewer cells than there are columns. */
  uneven: number[];
  /** How its text is written, as people call it; not of a file that is no text. */
  encoding?: string;
}

type FileRow = Record<string, unknown>;

const ROWS = 5;
/** Rows of an NDJSON file whose fields become columns. */
const ROWS_FOR_COLUMNS = 100;

/** @throws UnreadableFile; `packed` where the server is to unpack it and cannot be asked */
export async function previewFile(file: File, unpack: UnpackHead): Promise<Preview> {
  if (await isParquet(file)) return previewParquet(file);
  const head = await headOf(file, unpack);
  const { text, encoding } = decode(head);
  return { ...(await previewText(head.name, text)), encoding };
}

async function previewText(fileName: string, head: string): Promise<Preview> {
  const name = fileName.toLowerCase().replace(/\.(gz|zst|br)$/, '');
  const isJson = /\.(ndjson|jsonl|json)$/.test(name) || (!/\.[ct]sv$/.test(name) && /^\s*[[{]/.test(head));
  if (!isJson) return previewCsv(head);
  return previewOf(/^\s*\[/.test(head) ? arrayRows(head) : ndjsonRows(head));
}

const ENCODINGS = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030 (GBK)',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

/** @throws UnreadableFile when the text is written in none of these */
function decode({ bytes, isCut }: Head): { text: string; encoding: string } {
  const encoding = textEncodingOf(bytes);
  if (encoding === 'other') throw new UnreadableFile('encoding');
  const text = new TextDecoder(encoding).decode(bytes);
  // A row cut in the middle is none.
  return {
    text: isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text,
    encoding: ENCODINGS[encoding],
  };
}

function ndjsonRows(head: string): FileRow[] {
  const lines = head.split('\n').slice(0, ROWS_FOR_COLUMNS);
  return lines.map(parseObject).filter((row) => row !== null);
}

/** Elements of an array of which the end may be cut off: it is cut back to where it can be read. */
function arrayRows(head: string): FileRow[] {
  for (let end = head.length; end > 0; end = head.lastIndexOf('}', end - 1)) {
    const text = head
      .slice(0, end)
      .trimEnd()
      .replace(/[\],]*$/, '');
    const rows = parseArray(`${text}]`);
    if (rows) return rows.slice(0, ROWS_FOR_COLUMNS);
  }
  return [];
}

function parseArray(text: string): FileRow[] | null {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? rows.filter(isObject) : null;
  } catch {
    return null;
  }
}

function previewOf(rows: FileRow[], all = [...new Set(rows.flatMap((row) => Object.keys(row)))]): Preview {
  if (all.length === 0) throw new UnreadableFile('unreadable');
  const objects = rows.slice(0, ROWS);
  const texts = objects.map((row) => all.map((column) => asText(row[column])));
  return { columns: all, rows: texts, objects, uneven: [] };
}

async function previewParquet(file: File): Promise<Preview> {
  const [{ parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = {
    byteLength: file.size,
    slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
  };
  const rows = await parquetReadObjects({ file: buffer, compressors, rowEnd: ROWS }).catch(() => {
    throw new UnreadableFile('unreadable');
  });
  // 64-bit numbers and instants as the server writes them.
  const asJson = (_key: string, value: unknown) => (typeof value === 'bigint' ? plainBigint(value) : value);
  return previewOf(rows.map((row) => JSON.parse(JSON.stringify(row, asJson)) as FileRow));
}

const plainBigint = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));

function isObject(value: unknown): value is FileRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(line: string): FileRow | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function previewCsv(head: string): Promise<Preview> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  try {
    const lines: string[][] = parse(head, {
      bom: true,
      delimiter: delimiterOf(head),
      to: ROWS + 2,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
    });
    if (saysDelimiter(lines[0])) lines.shift();
    const [header = [], ...rows] = lines;
    return previewOfCells(header, rows.slice(0, ROWS));
  } catch {
    throw new UnreadableFile('unreadable');
  }
}

/** Excel's first line where it is `sep=;`, which is no row. */
function saysDelimiter([first = '', ...rest]: string[] = []): boolean {
  return /^sep=$/i.test(first) && rest.length === 1 && rest[0] === '';
}

/** Columns without a name cannot be named in a mapping; of some with the same the last counts, as the server reads them. */
function previewOfCells(header: string[], rows: string[][]): Preview {
  const lastOf = new Map(header.map((name, at) => [name, at]));
  const places = [...lastOf].filter(([name]) => name.trim() !== '').map(([, at]) => at);
  if (places.length === 0 || rows.length === 0) throw new UnreadableFile('unreadable');
  const isEven = (row: string[]) =>
    row.length >= header.length && row.slice(header.length).every((cell) => cell === '');
  const objectOf = (row: string[]) => Object.fromEntries(places.map((at) => [header[at]!, row[at] ?? '']));
  return {
    columns: places.map((at) => header[at]!),
    rows: rows.map((row) => places.map((at) => row[at] ?? '')),
    objects: rows.filter(isEven).map(objectOf),
    uneven: rows.flatMap((row, at) => (isEven(row) ? [] : [at + 1])),
  };
}

/** The sign that the header has most of, outside quotes; the server tells it alike. */
function delimiterOf(head: string): string {
  const header =
    head
      .replace(/"(?:[^"]|"")*"/g, '')
      .split(/\r\n|\n|\r/)
      .find((line) => line.trim() !== '') ?? '';
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
