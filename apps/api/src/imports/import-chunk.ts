import { type AcceptedEvent, eventKey } from '@groundswell/contracts';
import type { NewRecord } from '@groundswell/event-log';

const CHUNK_RECORDS = 20_000;
const CHUNK_BYTES = 16 * 1024 * 1024;
/** Rows of which most are refused are noted now and then all the same. */
const CHUNK_ROWS = 25_000;

/** Rows on their way into the log together. */
export class ImportChunk {
  readonly records: NewRecord[] = [];
  private bytes = 0;
  private rows = 0;

  /** @param event null for a row that was refused */
  add(event: AcceptedEvent | null): void {
    this.rows++;
    if (!event) return;
    const value = Buffer.from(JSON.stringify(event));
    this.bytes += value.length;
    this.records.push({ key: eventKey(event), value });
  }

  isFull(): boolean {
    return this.records.length >= CHUNK_RECORDS || this.bytes >= CHUNK_BYTES || this.rows >= CHUNK_ROWS;
  }
}
