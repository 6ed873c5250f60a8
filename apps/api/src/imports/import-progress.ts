import type { AppendResult } from '@groundswell/event-log';
import type { ImportEntity } from '@groundswell/postgres';
import { storableText } from '../http/storable-text.js';

const SAMPLE = 100;
/** A reason may quote the row. */
const MAX_REASON_LENGTH = 500;

type Columns = Pick<
  ImportEntity,
  'rows' | 'accepted' | 'rejected' | 'rejectedSample' | 'offsets' | 'progress'
>;

/** Counts of one import while its file is read; they go on from those that were noted before it was cut off. */
export class ImportProgress {
  rows = 0;
  accepted = 0;
  rejected = 0;
  /** Of the file, 0..1. */
  share = 0;
  readonly rejectedSample: { line: number; file?: string; reason: string }[] = [];
  private readonly ends = new Map<number, bigint>();

  static from(noted: Columns): ImportProgress {
    const progress = new ImportProgress();
    progress.rows = noted.rows;
    progress.accepted = noted.accepted;
    progress.rejected = noted.rejected;
    progress.rejectedSample.push(...noted.rejectedSample);
    for (const [partition, end] of Object.entries(noted.offsets)) {
      progress.ends.set(Number(partition), BigInt(end));
    }
    return progress;
  }

  reject(line: number, reason: string, file?: string): void {
    this.rejected++;
    if (this.rejectedSample.length >= SAMPLE) return;
    const place = file === undefined ? { line } : { line, file: storableText(file.slice(0, 300)) };
    this.rejectedSample.push({ ...place, reason: storableText(reason.slice(0, MAX_REASON_LENGTH)) });
  }

  appended(result: AppendResult): void {
    for (const { partition, lastOffset } of result) {
      const known = this.ends.get(partition) ?? -1n;
      if (lastOffset > known) this.ends.set(partition, lastOffset);
    }
  }

  toColumns(): Columns {
    const { rows, accepted, rejected, rejectedSample, share: progress } = this;
    const offsets = Object.fromEntries([...this.ends].map(([partition, end]) => [partition, String(end)]));
    return { rows, accepted, rejected, rejectedSample, offsets, progress };
  }
}
