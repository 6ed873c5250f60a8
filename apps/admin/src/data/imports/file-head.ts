import { firstZipEntry } from './first-zip-entry.js';

export class UnreadableFile extends Error {
  constructor(readonly reason: 'unreadable' | 'packed' | 'encoding') {
    super(reason);
  }
}

/** What no browser unpacks for sure. */
export type ServerPacking = 'zstd' | 'brotli';
/** Asks the server what the beginning of a packed file unpacks to. */
export type UnpackHead = (packed: Uint8Array, packing: ServerPacking) => Promise<Uint8Array>;

/** The beginning of a file's text. */
export interface Head {
  bytes: Uint8Array;
  /** There is more of the file. */
  isCut: boolean;
}

const HEAD_BYTES = 256 * 1024;
/** What is sent to the server to be unpacked. */
const PACKED_BYTES = 192 * 1024;
/** As the server reads them. */
const MAX_LAYERS = 4;

type Kind = 'plain' | 'gzip' | 'parquet' | 'zip' | ServerPacking;
const MAGIC: [string, Kind][] = [
  ['1f8b', 'gzip'],
  ['50415231', 'parquet'],
  ['504b0304', 'zip'],
  ['28b52ffd', 'zstd'],
];

/** Brotli has no first bytes of its own, so that the name has to say it. */
function kindOf(bytes: Uint8Array, name: string): Kind {
  const hex = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const kind = MAGIC.find(([magic]) => hex.startsWith(magic))?.[1];
  return kind ?? (/\.br$/i.test(name) ? 'brotli' : 'plain');
}

export async function isParquet(file: Blob): Promise<boolean> {
  return kindOf(new Uint8Array(await file.slice(0, 4).arrayBuffer()), '') === 'parquet';
}

/**
 * The beginning of a file's text, unpacked; of a zip, that of its first file, with its name.
 * @throws UnreadableFile
 */
export async function headOf(file: File, unpack: UnpackHead): Promise<Head & { name: string }> {
  try {
    let { name, head } = await outermost(file);
    for (let layer = 0; layer < MAX_LAYERS; layer++) {
      const kind = kindOf(head.bytes, name);
      if (kind === 'plain') return { ...head, name };
      if (kind === 'zip' || kind === 'parquet') break;
      head = kind === 'gzip' ? await gunzip(head) : await unpackThere(head, kind, unpack);
      name = name.replace(/\.br$/i, '');
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
  }
  throw new UnreadableFile('unreadable');
}

async function outermost(file: File): Promise<{ name: string; head: Head }> {
  const head = await readHead(file.stream());
  if (kindOf(head.bytes, file.name) !== 'zip') return { name: file.name, head };
  const entry = await firstZipEntry(file);
  if (!entry) throw new UnreadableFile('unreadable');
  return { name: entry.name, head: await readHead(entry.stream) };
}

function gunzip({ bytes, isCut }: Head): Promise<Head> {
  const packed = new Blob([new Uint8Array(bytes)]).stream();
  return readHead(packed.pipeThrough(new DecompressionStream('gzip')), isCut);
}

async function unpackThere(packed: Head, packing: ServerPacking, unpack: UnpackHead): Promise<Head> {
  const bytes = await unpack(packed.bytes.subarray(0, PACKED_BYTES), packing);
  const isCut = packed.isCut || packed.bytes.length > PACKED_BYTES || bytes.length >= HEAD_BYTES;
  return { bytes, isCut };
}

/** @param isCut what the stream unpacks ends too early: what came until then is told */
async function readHead(stream: ReadableStream<Uint8Array>, isCut = false): Promise<Head> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length < HEAD_BYTES;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (isCut && length > 0) return { done: true, value: undefined };
      throw error;
    });
    if (done || !value) return { bytes: await joined(chunks), isCut };
    chunks.push(new Uint8Array(value));
    length += value.length;
  }
  void reader.cancel().catch(() => undefined);
  return { bytes: await joined(chunks), isCut: true };
}

async function joined(chunks: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
