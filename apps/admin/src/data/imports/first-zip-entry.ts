/** Folders, what file managers leave behind, and what is written for people; the server steps over the same. */
const NO_FILE =
  /(\/|^__MACOSX\/.*|(^|\/)\.[^/]*|(^|\/)(readme|licen[cs]e)(\.(txt|rst|html?|rtf))?|\.(md|pdf))$/i;
/** A workbook is a zip as well, of parts that are no rows. */
const OF_A_WORKBOOK = '[Content_Types].xml';

/** The end of the directory, with the longest comment that it may have. */
const END_BYTES = 22 + 65_535;
/** As much of the directory as is looked at: thousands of files. */
const DIRECTORY_BYTES = 1024 * 1024;
const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_PLACE = 0x07064b50;
const ENTRY = 0x02014b50;
/** What stands in the place of a number that is too large for it. */
const ELSEWHERE = 0xffffffff;

interface Entry {
  name: string;
  isEncrypted: boolean;
  method: number;
  packedBytes: number;
  /** Of its local header. */
  offset: number;
}

/**
 * The first file of a zip, by its directory as the server reads it; null where there is none that can be read.
 * Source: PKWARE's published APPNOTE, 4.3 and 4.5.
 */
export async function firstZipEntry(
  zip: Blob,
): Promise<{ name: string; stream: ReadableStream<Uint8Array> } | null> {
  const entry = await firstFile(zip);
  if (!entry || entry.isEncrypted || entry.name === OF_A_WORKBOOK) return null;
  const header = await viewOf(zip, entry.offset, 30);
  const begin = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = zip.slice(begin, begin + entry.packedBytes).stream();
  if (entry.method === 0) return { name: entry.name, stream: packed };
  if (entry.method !== 8) return null;
  return { name: entry.name, stream: packed.pipeThrough(new DecompressionStream('deflate-raw')) };
}

async function firstFile(zip: Blob): Promise<Entry | null> {
  const directory = await viewOf(zip, await directoryOffset(zip), DIRECTORY_BYTES);
  for (let at = 0; at + 46 <= directory.byteLength && directory.getUint32(at, true) === ENTRY;) {
    const [name, extra, comment] = [28, 30, 32].map((part) => directory.getUint16(at + part, true));
    const next = at + 46 + name! + extra! + comment!;
    if (next > directory.byteLength) return null;
    const entry = entryAt(directory, at);
    if (!NO_FILE.test(entry.name)) return entry;
    at = next;
  }
  return null;
}

function entryAt(directory: DataView, at: number): Entry {
  const nameBytes = directory.getUint16(at + 28, true);
  const name = new TextDecoder().decode(part(directory, at + 46, nameBytes));
  const [packed, unpacked, offset] = [20, 24, 42].map((field) => directory.getUint32(at + field, true));
  const wide = wideNumbers(part(directory, at + 46 + nameBytes, directory.getUint16(at + 30, true)));
  // Those that are elsewhere stand there in this order.
  const read = (said: number) => (said === ELSEWHERE ? (wide.shift() ?? said) : said);
  read(unpacked!);
  return {
    name,
    isEncrypted: (directory.getUint16(at + 8, true) & 1) === 1,
    method: directory.getUint16(at + 10, true),
    packedBytes: read(packed!),
    offset: read(offset!),
  };
}

/** Of the extra field for zips beyond 4 GiB. */
function wideNumbers(extra: Uint8Array): number[] {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const count = Math.floor(Math.min(view.getUint16(at + 2, true), extra.length - at - 4) / 8);
    return Array.from({ length: count }, (_, n) => Number(view.getBigUint64(at + 4 + n * 8, true)));
  }
  return [];
}

/** @throws RangeError where it has no end that could be read */
async function directoryOffset(zip: Blob): Promise<number> {
  const start = Math.max(0, zip.size - END_BYTES);
  const end = await viewOf(zip, start, END_BYTES);
  for (let at = end.byteLength - 22; at >= 0; at--) {
    if (end.getUint32(at, true) !== END) continue;
    const offset = end.getUint32(at + 16, true);
    if (offset !== ELSEWHERE || at < 20 || end.getUint32(at - 20, true) !== END64_PLACE) return offset;
    const end64 = await viewOf(zip, Number(end.getBigUint64(at - 12, true)), 56);
    if (end64.getUint32(0, true) === END64) return Number(end64.getBigUint64(48, true));
  }
  throw new RangeError('the zip has no directory');
}

const part = (view: DataView, at: number, length: number) =>
  new Uint8Array(view.buffer, view.byteOffset + at, length);

async function viewOf(zip: Blob, from: number, length: number): Promise<DataView> {
  return new DataView(await zip.slice(from, from + length).arrayBuffer());
}
