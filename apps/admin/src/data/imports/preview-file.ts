/** The first rows of a file as the browser reads them; the server reads the whole file for itself. */
export interface Preview {
  format: 'csv' | 'ndjson';
  columns: string[];
  rows: string[][];
}

export class UnreadableFile extends Error {
  constructor(readonly reason: 'unreadable' | 'jsonArray') {
    super(reason);
  }
}

const ROWS = 5;
const HEAD_CHARS = 256 * 1024;
/** Rows of an NDJSON file whose fields become columns. */
const ROWS_FOR_COLUMNS = 100;

/** @throws UnreadableFile */
export async function previewFile(file: File): Promise<Preview> {
  const head = await readHead(file).catch(() => {
    throw new UnreadableFile('unreadable');
  });
  const name = file.name.toLowerCase().replace(/\.gz$/, '');
  const isJson = /\.(ndjson|jsonl|json)$/.test(name) || (!name.endsWith('.csv') && /^\s*[[{]/.test(head));
  return isJson ? previewNdjson(head) : previewCsv(head);
}

/** The file's text, unpacked when it is gzip. */
export function textOf(file: Blob, isGzip: boolean): ReadableStream<string> {
  const bytes = file.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  const plain = isGzip ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return plain.pipeThrough(new TextDecoderStream());
}

export async function isGzip(file: Blob): Promise<boolean> {
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return a === 0x1f && b === 0x8b;
}

async function readHead(file: File): Promise<string> {
  const reader = textOf(file, await isGzip(file)).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length < HEAD_CHARS) continue;
    void reader.cancel().catch(() => undefined);
    // A row cut in the middle is none.
    return text.slice(0, text.lastIndexOf('\n') + 1);
  }
}

function previewNdjson(head: string): Preview {
  if (head.trimStart().startsWith('[')) throw new UnreadableFile('jsonArray');
  const rows = head
    .split('\n')
    .slice(0, ROWS_FOR_COLUMNS)
    .map(parseObject)
    .filter((row) => row !== null);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) throw new UnreadableFile('unreadable');
  const cells = rows.slice(0, ROWS).map((row) => columns.map((column) => asText(row[column])));
  return { format: 'ndjson', columns, rows: cells };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
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
      to: ROWS + 1,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    const [columns, ...rows] = lines;
    if (!columns || columns.every((column) => column.trim() === '')) throw new UnreadableFile('unreadable');
    return { format: 'csv', columns, rows };
  } catch {
    throw new UnreadableFile('unreadable');
  }
}
