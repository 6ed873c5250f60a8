import { type Entry, type ZipFile, fromBuffer } from 'yauzl';
import { UnusableSpend } from '../spend/spend-error.js';

const MEGABYTE = 1024 * 1024;
/** Of all parts that are read, unpacked. */
const MOST_UNPACKED = 64 * MEGABYTE;
const MOST_PARTS = 2_000;
/** Of the record at a zip's end, which a comment may follow. */
const END_BYTES = 22;
const IS_READ = /\.xml(?:\.rels)?$/;

/**
 * Looks at what a workbook says it unpacks to before anything unpacks it. What it says may be untrue: a process of its own
 * reads it (read-workbook.ts).
 * @throws UnusableSpend for one that is too large, has a password, or is a zip of something else
 */
export async function checkBounds(bytes: Buffer): Promise<void> {
  const zip = await opened(bytes);
  // Readers differ in which of the two counts they believe.
  const end = bytes.lastIndexOf('PK\u0005\u0006', bytes.length - END_BYTES, 'latin1');
  if (bytes.readUInt16LE(end + 8) !== bytes.readUInt16LE(end + 10)) throw unreadable('it is damaged');
  let unpacked = 0;
  let hasWorkbook = false;
  for await (const entry of entriesOf(zip)) {
    if (entry.isEncrypted()) throw new UnusableSpend(OLD_OR_LOCKED);
    if (!IS_READ.test(entry.fileName)) continue;
    unpacked += entry.uncompressedSize;
    if (unpacked > MOST_UNPACKED) throw new UnusableSpend(TOO_LARGE);
    if (entry.fileName === 'xl/workbook.xml') hasWorkbook = true;
  }
  if (!hasWorkbook) throw new UnusableSpend(NO_WORKBOOK);
}

/** What both begin alike with: only Office opens the one, and nothing without its password the other. */
export const OLD_OR_LOCKED =
  'This file is an .xls of an old Excel, or a workbook with a password. Save it as .xlsx without a password, or export it again as CSV.';
export const TOO_LARGE = `This workbook unpacks to more than ${MOST_UNPACKED / MEGABYTE} MB. Split it by days, or export it as CSV.`;
/** Of all sheets together, gaps included: a reader fills them. */
export const MOST_CELLS = 4_000_000;
export const TOO_MANY = `This workbook has more than ${MOST_CELLS} cells, gaps included. Split it by days, or export it as CSV.`;
const NO_WORKBOOK =
  'This file is a .zip, yet no .xlsx workbook. Unpack it and import what is in it, or save it as .xlsx or CSV.';

/** Why a workbook cannot be read, and what to do. */
export function unreadable(reason: string): UnusableSpend {
  return new UnusableSpend(
    `This workbook cannot be read (${reason.slice(0, 100)}). Save it again as .xlsx, or export it as CSV.`,
  );
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) =>
      error ? reject(unreadable(error.message)) : resolve(zip),
    );
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  if (zip.entryCount > MOST_PARTS) throw unreadable(`it has ${zip.entryCount} parts`);
  for (let at = 0; at < zip.entryCount; at++) {
    yield await new Promise<Entry>((resolve, reject) => {
      const done = () => zip.removeAllListeners();
      zip.once('entry', (entry: Entry) => (done(), resolve(entry)));
      zip.once('error', (error: Error) => (done(), reject(unreadable(error.message))));
      zip.readEntry();
    });
  }
}
