import { type TextEncoding, textEncodingOf } from '@groundswell/contracts';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { FileFormat } from '../import-format.js';
import { peek } from './peek.js';
import { readCsv } from './read-csv.js';
import { readJsonArray } from './read-json-array.js';
import { readNdjson } from './read-ndjson.js';
import { readParquet } from './parquet/read-parquet.js';
import { type ReadRow, UnusableFile } from './read-row.js';
import { UnpackBudget, counted, gunzip, unbrotli, unzstd, utf8Of } from './unpack.js';
import { unreadable, zipEntries } from './zip-entries.js';

export interface RowSource {
  path: string;
  /** As named by the client; otherwise told from content, type and name. */
  format?: FileFormat;
  contentType: string;
  fileName: string;
  /** Told the columns of a CSV or Parquet file before its first row, of a zip once more before all; may throw UnusableFile. */
  onHeader?(columns: string[]): void;
  /** Told the share of the file that was read, 0..1, now and then. */
  onRead?(share: number): void;
  /** Ends the reading with an error, also while a part is being unpacked. */
  signal?: AbortSignal;
}

const HEAD_BYTES = 64 * 1024;
/** A gzip within a zip within a name that says gzip is as deep as exports go. */
const MAX_LAYERS = 3;

/**
 * Reads rows one at a time in bounded memory, whatever the file's size: CSV, NDJSON, a JSON array or Parquet; gzip, zstd,
 * brotli and zip are unpacked.
 * @throws UnusableFile
 */
export async function* readRows(source: RowSource): AsyncGenerator<ReadRow> {
  try {
    const kind = kindOf(await firstBytes(source.path));
    const onRead = source.onRead ?? (() => undefined);
    const onHeader = source.onHeader ?? (() => undefined);
    if (kind === 'parquet') yield* readParquet(source.path, onHeader, onRead, source.signal);
    else if (kind === 'zip') yield* readZip(source);
    else yield* readPlainFile(source);
  } catch (error) {
    throw asUnusable(error);
  }
}

async function* readPlainFile(source: RowSource): AsyncGenerator<ReadRow> {
  const { size } = await stat(source.path);
  const raw = createReadStream(source.path, { highWaterMark: 256 * 1024 });
  for await (const row of readStream(raw, source, new UnpackBudget(size))) {
    yield row;
    source.onRead?.(raw.bytesRead / size);
  }
}

async function* readZip(source: RowSource): AsyncGenerator<ReadRow> {
  const { size } = await stat(source.path);
  if (source.onHeader) await checkHeaders(source, new UnpackBudget(size));
  const budget = new UnpackBudget(size);
  let before = 0;
  for await (const { name, stream, packedBytes, unpackedBytes } of zipEntries(source.path)) {
    let read = 0;
    const inner = counted(stream, budget, (bytes) => (read += bytes));
    try {
      for await (const row of readStream(inner, { ...source, fileName: name, contentType: '' }, budget)) {
        yield { ...row, file: name };
        source.onRead?.((before + (packedBytes * read) / Math.max(1, unpackedBytes)) / size);
      }
    } catch (error) {
      throw inEntry(name, error);
    }
    before += packedBytes;
  }
}

/**
 * Of all files of a zip before the first row: one of other columns must not be found out when the rows of others are stored, as
 * those would be other rows to whoever then sends the files one by one.
 * @throws UnusableFile
 */
async function checkHeaders(source: RowSource, budget: UnpackBudget): Promise<void> {
  for await (const { name, stream } of zipEntries(source.path)) {
    const inner = counted(stream, budget);
    const entry = { ...source, fileName: name, contentType: '' };
    const rows = readStream(inner, entry, budget);
    try {
      await rows.next();
    } catch (error) {
      throw inEntry(name, error);
    } finally {
      // Lets go of what unpacks it, too.
      await rows.return(undefined);
      inner.destroy();
    }
  }
}

/** What yauzl finds wrong with an entry has no code of its own. */
function inEntry(name: string, error: unknown): unknown {
  const known = asUnusable(error);
  if (known instanceof UnusableFile) return new UnusableFile(`${name}: ${known.message}`);
  const isPlain = error instanceof Error && error.constructor === Error && !('code' in error);
  return isPlain ? unreadable(error) : error;
}

async function* readStream(
  packed: Readable,
  source: RowSource,
  budget: UnpackBudget,
): AsyncGenerator<ReadRow> {
  const opened = new Set([packed]);
  const close = () => [...opened].reverse().forEach((stream) => stream.destroy());
  source.signal?.addEventListener('abort', close, { once: true });
  try {
    source.signal?.throwIfAborted();
    const { head, stream } = await unpacked(packed, source.fileName, budget, opened);
    const text = head.toString('utf8').replace(/^\uFEFF/, '');
    const format = source.format ?? formatOf(source, text);
    if (format === 'parquet') throw new UnusableFile('The file is not Parquet.');
    if (format === 'csv') yield* readCsv(stream, text, source.onHeader ?? (() => undefined));
    else if (text.trimStart().startsWith('[')) yield* readJsonArray(stream);
    else yield* readNdjson(stream);
  } finally {
    source.signal?.removeEventListener('abort', close);
    close();
  }
}

/** @param opened gets every stream on the way, for the caller to destroy */
async function unpacked(
  packed: Readable,
  fileName: string,
  budget: UnpackBudget,
  opened: Set<Readable>,
): ReturnType<typeof peek> {
  const look = async (stream: Readable) => {
    opened.add(stream);
    const looked = await peek(stream, HEAD_BYTES);
    opened.add(looked.stream);
    return looked;
  };
  let looked = await look(packed);
  if (isBrotli(fileName, looked.head)) looked = await look(unbrotli(looked.stream, budget));
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const kind = kindOf(looked.head) ?? kindOfText(looked.head);
    if (kind === 'plain') return looked;
    if (kind === 'zip' || kind === 'parquet')
      throw new UnusableFile(`A ${kind} file lies inside an archive; unpack that first.`);
    looked = await look(UNPACK[kind](looked.stream, budget));
  }
  throw new UnusableFile('The file is packed more than three times over; unpack it first.');
}

const UNPACK = {
  gzip: gunzip,
  zstd: unzstd,
  'utf-16le': (stream: Readable) => utf8Of(stream, 'utf-16le'),
  'utf-16be': (stream: Readable) => utf8Of(stream, 'utf-16be'),
  gb18030: (stream: Readable) => utf8Of(stream, 'gb18030'),
};
type Kind = keyof typeof UNPACK | 'zip' | 'parquet' | 'plain';

const MAGIC: [Kind, number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
];

/** As the first bytes say; a text says nothing. */
function kindOf(head: Buffer): Kind | undefined {
  return MAGIC.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
}

/** Brotli has no first bytes of its own, so the name has to say it. */
function isBrotli(fileName: string, head: Buffer): boolean {
  return /\.br$/i.test(fileName) && kindOf(head) === undefined;
}

function kindOfText(head: Buffer): 'plain' | Exclude<TextEncoding, 'utf-8' | 'other'> {
  const encoding = textEncodingOf(head);
  if (encoding === 'other') {
    throw new UnusableFile(
      'The text of the file is neither UTF-8, UTF-16 nor GB18030 (GBK). Save it as UTF-8 (in Excel: “CSV UTF-8”) and import that.',
    );
  }
  return encoding === 'utf-8' ? 'plain' : encoding;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  const head = Buffer.alloc(4);
  await file.read(head, 0, 4, 0).finally(() => file.close());
  return head;
}

function formatOf({ contentType, fileName }: RowSource, head: string): FileFormat {
  const name = fileName.toLowerCase().replace(/\.(gz|zst|br|zip)$/, '');
  if (contentType.includes('csv') || /\.(csv|tsv)$/.test(name)) return 'csv';
  if (/ndjson|jsonl|json/.test(contentType) || /\.(ndjson|jsonl|json)$/.test(name)) return 'ndjson';
  return /^\s*[{[]/.test(head) ? 'ndjson' : 'csv';
}

function asUnusable(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code.startsWith('Z_')) return new UnusableFile('The gzip data is damaged or ends too early.');
  if (code.startsWith('CSV_'))
    return new UnusableFile(`The CSV cannot be read: ${(error as Error).message}.`);
  return error;
}
