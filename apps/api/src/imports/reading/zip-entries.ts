import { type Readable } from 'node:stream';
import { type Entry, type ZipFile, open } from 'yauzl';
import { UnusableFile } from './read-row.js';

export interface ZipEntry {
  name: string;
  stream: Readable;
  packedBytes: number;
  unpackedBytes: number;
}

const MAX_ENTRIES = 100_000;
/** Folders, what file managers leave behind, and what is written for people. */
const NO_FILE =
  /(\/|^__MACOSX\/.*|(^|\/)\.[^/]*|(^|\/)(readme|licen[cs]e)(\.(txt|rst|html?|rtf))?|\.(md|pdf))$/i;

/** The files of a zip, one after the other, in the order of its directory. Names are only shown, never paths of ours. */
export async function* zipEntries(path: string): AsyncGenerator<ZipEntry> {
  const zip = await openZip(path);
  try {
    if (zip.entryCount > MAX_ENTRIES) throw new UnusableFile(`The zip has more than ${MAX_ENTRIES} files.`);
    for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
      if (NO_FILE.test(entry.fileName)) continue;
      if (entry.isEncrypted()) throw new UnusableFile('The zip is encrypted; send it without a password.');
      const { fileName: name, compressedSize: packedBytes, uncompressedSize: unpackedBytes } = entry;
      yield { name, packedBytes, unpackedBytes, stream: await openEntry(zip, entry) };
    }
  } finally {
    zip.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(unreadable(error)) : resolve(zip),
    );
  });
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      zip.removeAllListeners();
      settle();
    };
    zip.once('entry', (entry: Entry) => done(() => resolve(entry)));
    zip.once('end', () => done(() => resolve(null)));
    zip.once('error', (error: Error) => done(() => reject(unreadable(error))));
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(unreadable(error));
      resolve(stream);
    });
  });
}

export function unreadable(error: Error): UnusableFile {
  return new UnusableFile(`The zip cannot be read: ${error.message}.`);
}
