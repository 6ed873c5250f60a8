import { type Entry, type ZipFile, fromBuffer } from 'yauzl';
import { UnusableSpend } from '../spend/spend-error.js';

const MEGABYTE = 1024 * 1024;
/** Of all parts that are read, unpacked. */
const MOST_UNPACKED = 64 * MEGABYTE;
const MOST_PARTS = 2_000;
/** From the first row and column to the last that hold something; each takes memory once it is read. */
const MOST_CELLS = 4_000_000;
/** XFD1048576. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

const IS_READ = /\.xml(?:\.rels)?$/;
const IS_SHEET = /^xl\/(?:worksheets|sheets)\/[^/]+\.xml$/;
const TAG = /<(?:[A-Za-z_][\w.-]{0,30}:)?(row|c)(?=[\s/>])((?:[^>"']|"[^"]{0,300}"|'[^']{0,300}'){0,300})>/g;
const PLACE = /\sr\s{0,9}=\s{0,9}["']([^"']*)["']/;
const ADDRESS = /^([A-Z]{0,3})(\d{1,7})$/;

/**
 * Looks at what a workbook would unpack to before anything unpacks it: by the sizes in the directory of its zip, and by the
 * addresses of its cells, as a reader fills the gaps between them.
 * @throws UnusableSpend for one that is too large, has a password, or is a zip of something else
 */
export async function checkBounds(bytes: Buffer): Promise<void> {
  const zip = await opened(bytes);
  let unpacked = 0;
  let hasWorkbook = false;
  const sheets: Entry[] = [];
  for await (const entry of entriesOf(zip)) {
    if (entry.isEncrypted()) throw new UnusableSpend(OLD_OR_LOCKED);
    if (!IS_READ.test(entry.fileName)) continue;
    unpacked += entry.uncompressedSize;
    if (unpacked > MOST_UNPACKED) throw new UnusableSpend(TOO_LARGE);
    if (entry.fileName === 'xl/workbook.xml') hasWorkbook = true;
    if (IS_SHEET.test(entry.fileName)) sheets.push(entry);
  }
  if (!hasWorkbook) throw new UnusableSpend(NO_WORKBOOK);
  for (const sheet of sheets) mustFit(await unpackedText(zip, sheet));
}

/** What both begin alike with: only Office opens the one, and nothing without its password the other. */
export const OLD_OR_LOCKED =
  'This file is an .xls of an old Excel, or a workbook with a password. Save it as .xlsx without a password, or export it again as CSV.';
const TOO_LARGE = `This workbook unpacks to more than ${MOST_UNPACKED / MEGABYTE} MB. Split it by days, or export it as CSV.`;
const TOO_MANY = `A sheet of this workbook spans more than ${MOST_CELLS} cells. Split it by days, or export it as CSV.`;
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

/** The reader of the zip refuses a part that unpacks to more than its directory says. */
function unpackedText(zip: ZipFile, entry: Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(unreadable(error.message));
    zip.openReadStream(entry, (error, stream) => {
      if (error) return fail(error);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', fail);
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
    });
  });
}

/** @throws UnusableSpend where cells lie outside of what a sheet can have, or span too much */
function mustFit(xml: string): void {
  let lastRow = 0;
  let lastColumn = 0;
  for (const [, tag, attributes = ''] of xml.matchAll(TAG)) {
    const place = PLACE.exec(attributes)?.[1];
    if (place === undefined) continue;
    const [, letters = '', digits] = ADDRESS.exec(place) ?? [];
    const [row, column] = [Number(digits), columnOf(letters)];
    if (!(row >= 1 && row <= LAST_ROW && column <= LAST_COLUMN))
      throw unreadable('a cell is out of its sheet');
    if (tag === 'row' || attributes.endsWith('/')) continue;
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
  }
  if (lastRow * lastColumn > MOST_CELLS) throw new UnusableSpend(TOO_MANY);
}

const columnOf = (letters: string) =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
