import type { AppendResult } from '@groundswell/event-log';
import type { ImportEntity } from '@groundswell/postgres';
import { storableText } from '../http/storable-text.js';

const SAMPLE = 100;
/** A reason may quote the row. */
const MAX_REASON_LENGTH = 500;

/** Counts of one import while its file is read. */
export class ImportProgress {
  rows = 0;
  accepted = 0;
  rejected = 0;
  readonly rejectedSample: { line: number; reason: string }[] = [];
  private readonly ends = new Map<number, bigint>();

  reject(line: number, reason: string): void {
    this.rejected++;
    if (this.rejectedSample.length >= SAMPLE) return;
    this.rejectedSample.push({ line, reason: storableText(reason.slice(0, MAX_REASON_LENGTH)) });
  }

  appended(result: AppendResult): void {
    for (const { partition, lastOffset } of result) {
      const known = this.ends.get(partition) ?? -1n;
      if (lastOffset > known) this.ends.set(partition, lastOffset);
    }
  }

  toColumns(): Pick<ImportEntity, 'rows' | 'accepted' | 'rejected' | 'rejectedSample' | 'offsets'> {
    const { rows, accepted, rejected, rejectedSample } = this;
    const offsets = Object.fromEntries([...this.ends].map(([partition, end]) => [partition, String(end)]));
    return { rows, accepted, rejected, rejectedSample, offsets };
  }
}
