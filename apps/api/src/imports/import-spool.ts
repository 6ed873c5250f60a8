import type { ImportMapping } from '@groundswell/ingestion';
import { CONFIG, type Config } from '@groundswell/platform';
import { Inject, Injectable } from '@nestjs/common';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RowReading } from './import-acceptor.js';
import type { FileFormat } from './import-format.js';

export const MAX_UPLOAD_BYTES = 8 * 1024 ** 3;
/** An upload that is still coming in is written to all the time. */
const ABANDONED_AFTER_MS = 3_600_000;

/** What must be known to go on with an import after a restart. */
export interface SpoolNote {
  reading: RowReading;
  /** How the file is written, where the client named it. */
  format?: FileFormat;
  /** On whose clocks the times of an old Mixpanel project count. */
  timeZone?: string;
  contentType: string;
  fileName: string;
  /** Every row is in the log; what is left is to wait until the pipeline has stored them. */
  appended: boolean;
  /** The counts in PostgreSQL are of rows that are in the log; unset by versions that noted them earlier than that. */
  isResumable?: boolean;
  /** Since when the log is the one that the first row went into, ISO 8601; null where none was read yet; unset by older versions. */
  logSince?: string | null;
}

/** Uploads wait here as files that only this user can read, until their rows are stored. */
@Injectable()
export class ImportSpool {
  private readonly folder: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.folder = join(config.home, 'imports');
  }

  dataPath(importId: string): string {
    return join(this.folder, `${importId}.data`);
  }

  /** Writes the upload as it comes. @throws UploadTooLarge */
  async receive(importId: string, upload: Readable): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(bytes > MAX_UPLOAD_BYTES ? new UploadTooLarge() : null, chunk);
      },
    });
    await pipeline(upload, counted, createWriteStream(this.dataPath(importId), { mode: 0o600 }));
    return bytes;
  }

  /** Replaced as a whole: a crash leaves the old note or the new one. */
  async writeNote(importId: string, note: SpoolNote): Promise<void> {
    const path = this.notePath(importId);
    await writeFile(`${path}.new`, JSON.stringify(note), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** Null when this machine does not have the upload. */
  async readNote(importId: string): Promise<SpoolNote | null> {
    try {
      return current(JSON.parse(await readFile(this.notePath(importId), 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** False where an earlier version let go of the file once its rows were in the log. */
  async hasData(importId: string): Promise<boolean> {
    return stat(this.dataPath(importId)).then(
      () => true,
      () => false,
    );
  }

  async removeData(importId: string): Promise<void> {
    await rm(this.dataPath(importId), { force: true });
  }

  async remove(importId: string): Promise<void> {
    await this.removeData(importId);
    await rm(this.notePath(importId), { force: true });
  }

  /** Lets go of files that belong to no import in `keep` and were not written to for an hour. */
  async sweep(keep: Set<string>): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((file) => !keep.has(file.split('.')[0] ?? ''))) {
      const path = join(this.folder, name);
      const age = Date.now() - (await stat(path)).mtimeMs;
      if (age > ABANDONED_AFTER_MS) await rm(path, { force: true });
    }
  }

  private notePath(importId: string): string {
    return join(this.folder, `${importId}.json`);
  }
}

export class UploadTooLarge extends Error {
  constructor() {
    super(`An upload may have at most ${MAX_UPLOAD_BYTES / 1024 ** 3} GiB; split the file.`);
  }
}

/** Notes of earlier versions have the mapping alone. */
function current(note: SpoolNote & { mapping?: ImportMapping }): SpoolNote {
  const { mapping, ...rest } = note;
  return mapping ? { ...rest, reading: { mapping } } : rest;
}
