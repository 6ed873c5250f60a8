import { textEncodingOf } from '@groundswell/contracts';

/** The first rows of a file as the browser reads them; the server reads the whole file for itself. */
export interface Preview {
  columns: string[];
  rows: string[][];
  /** The same rows as the server reads them. */
  objects: Record<string, unknown>[];
}

export class UnreadableFile extends Error {
  constructor(readonly reason: 'unreadable' | 'packed') {
    super(reason);
  }
}

type FileRow = Record<string, unknown>;

const ROWS = 5;
const HEAD_BYTES = 256 * 1024;
/** Rows of an NDJSON file whose fields become columns. */
const ROWS_FOR_COLUMNS = 100;

/** @throws UnreadableFile; `packed` where only the server can unpack it */
export async function previewFile(file: File): Promise<Preview> {
  const kind = await kindOf(file);
  if (kind === 'packed') throw new UnreadableFile('packed');
  if (kind === 'parquet') return previewParquet(file);
  const head = await readHead(file, kind).catch(() => {
    throw new UnreadableFile('unreadable');
  });
  const name = file.name.toLowerCase().replace(/\.gz$/, '');
  const isJson = /\.(ndjson|jsonl|json)$/.test(name) || (!/\.[ct]sv$/.test(name) && /^\s*[[{]/.test(head));
  if (!isJson) return previewCsv(head);
  return previewOf(/^\s*\[/.test(head) ? arrayRows(head) : ndjsonRows(head));
}

type Kind = 'plain' | 'gzip' | 'utf-16le' | 'utf-16be' | 'parquet' | 'packed';

const MAGIC: [string, Kind][] = [
  ['1f8b', 'gzip'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['50415231', 'parquet'],
  ['504b0304', 'packed'],
  ['28b52ffd', 'packed'],
];

async function kindOf(file: Blob): Promise<Kind> {
  const bytes = [...new Uint8Array(await file.slice(0, 4).arrayBuffer())];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return MAGIC.find(([magic]) => hex.startsWith(magic))?.[1] ?? 'plain';
}

/** The file's bytes, unpacked when it is gzip. */
function bytesOf(file: Blob, kind: Kind): ReadableStream<Uint8Array> {
  const bytes = file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  return kind === 'gzip' ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
}

function decode(bytes: Uint8Array, kind: Kind): string {
  return new TextDecoder(kind.startsWith('utf') ? kind : textEncodingOf(bytes)).decode(bytes);
}

async function readHead(file: File, kind: Kind): Promise<string> {
  const reader = bytesOf(file, kind).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length < HEAD_BYTES;) {
    const { done, value } = await reader.read();
    if (done) return decode(await joined(chunks), kind);
    chunks.push(new Uint8Array(value));
    length += value.length;
  }
  void reader.cancel().catch(() => undefined);
  // A row cut in the middle is none.
  const text = decode(await joined(chunks), kind);
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

async function joined(chunks: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
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
  return { columns: all, rows: objects.map((row) => all.map((column) => asText(row[column]))), objects };
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
  const asJson = (_key: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
  return previewOf(rows.map((row) => JSON.parse(JSON.stringify(row, asJson)) as FileRow));
}

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
      to: ROWS + 1,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    const [columns, ...rows] = lines;
    if (!columns || columns.every((column) => column.trim() === '')) throw new UnreadableFile('unreadable');
    const objects = rows.map((row) =>
      Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])),
    );
    return { columns, rows, objects };
  } catch {
    throw new UnreadableFile('unreadable');
  }
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
