import { type AcceptedEvent, eventKey } from '@groundswell/contracts';
import type { NewRecord } from '@groundswell/event-log';
import { type ImportMapping, acceptImportRow } from '@groundswell/ingestion';
import { ImportEntity, ProjectEntity } from '@groundswell/postgres';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { storableText } from '../http/storable-text.js';
import { ImportAppender } from './import-appender.js';
import { ImportProgress } from './import-progress.js';
import { ImportSpool, type SpoolNote } from './import-spool.js';
import { checkHeader } from './mapping-columns.js';
import { retryOutages } from './retry-outages.js';
import { type ReadRow, UnusableFile, readRows } from './read-rows.js';

const CHUNK_RECORDS = 2_000;
const CHUNK_BYTES = 1024 * 1024;
const SAVE_EVERY_MS = 500;

/** Runs one import from its spooled file to `done` (queryable) or `failed` (with a sentence). */
@Injectable()
export class ImportRunner {
  private readonly logger = new Logger(ImportRunner.name);

  constructor(
    @InjectRepository(ImportEntity) private readonly imports: Repository<ImportEntity>,
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
    private readonly spool: ImportSpool,
    private readonly appender: ImportAppender,
  ) {}

  /** Rejects only when stopped by `signal`, or when not even the failure could be noted. */
  async run(row: ImportEntity, signal: AbortSignal): Promise<void> {
    try {
      const note = await this.spool.readNote(row.id);
      if (!note)
        throw new UnusableFile('The upload was lost when the server stopped; import the file again.');
      const offsets = note.appended ? row.offsets : await this.append(row, note, signal);
      await this.appender.waitUntilStored(offsets, signal);
      await this.save(row, { state: 'done', finishedAt: new Date() }, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      await this.fail(row, error, signal);
    }
    await this.spool.remove(row.id);
  }

  /** Reads from the first row on, also after a restart: message ids are the same again, so nothing doubles. */
  private async append(
    row: ImportEntity,
    note: SpoolNote,
    signal: AbortSignal,
  ): Promise<Record<string, string>> {
    const progress = new ImportProgress();
    const mapping = note.mapping as ImportMapping;
    const path = this.spool.dataPath(row.id);
    const { timeZone } = await this.projects.findOneByOrFail({ id: row.projectId });
    const onHeader = (columns: string[]) => checkHeader(columns, mapping);
    let chunk = new Chunk();
    let saveAt = Date.now() + SAVE_EVERY_MS;
    for await (const item of readRows({ ...note, path, onHeader })) {
      const event = this.accept(item, { ...row, timeZone }, mapping, progress);
      if (event) chunk.add(event);
      if (Date.now() >= saveAt) {
        await this.save(row, progress.toColumns(), signal);
        saveAt = Date.now() + SAVE_EVERY_MS;
      }
      if (!chunk.isFull()) continue;
      await this.flush(chunk, progress, signal);
      chunk = new Chunk();
    }
    if (chunk.records.length > 0) await this.flush(chunk, progress, signal);
    const columns = progress.toColumns();
    await this.save(row, columns, signal);
    await this.spool.writeNote(row.id, { ...note, appended: true });
    await this.spool.removeData(row.id);
    return columns.offsets;
  }

  private accept(
    item: ReadRow,
    { id, projectId, createdAt, timeZone }: ImportEntity & { timeZone: string },
    mapping: ImportMapping,
    progress: ImportProgress,
  ): AcceptedEvent | null {
    progress.rows++;
    if ('reason' in item) {
      progress.reject(item.line, item.reason);
      return null;
    }
    const result = acceptImportRow(item.row, mapping, {
      projectId,
      importId: id,
      line: item.line,
      receivedAt: createdAt,
      timeZone,
    });
    if (result.ok) {
      progress.accepted++;
      return result.event;
    }
    progress.reject(item.line, result.message);
    return null;
  }

  private async flush(chunk: Chunk, progress: ImportProgress, signal: AbortSignal): Promise<void> {
    await this.appender.waitUntilNear(signal);
    progress.appended(await this.appender.append(chunk.records, signal));
  }

  private save(row: ImportEntity, change: Partial<ImportEntity>, signal: AbortSignal): Promise<unknown> {
    return retryOutages(signal, () => this.imports.update(row.id, change));
  }

  private async fail(row: ImportEntity, error: unknown, signal: AbortSignal): Promise<void> {
    const known = error instanceof UnusableFile;
    if (!known)
      this.logger.error(`Import ${row.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    const reason = known
      ? error.message
      : 'The import stopped by a fault on our side; the log has the details.';
    const end = { state: 'failed' as const, error: storableText(reason), finishedAt: new Date() };
    await this.save(row, end, signal);
  }
}

/** Records on their way into the log together. */
class Chunk {
  readonly records: NewRecord[] = [];
  private bytes = 0;

  add(event: AcceptedEvent): void {
    const value = Buffer.from(JSON.stringify(event));
    this.bytes += value.length;
    this.records.push({ key: eventKey(event), value });
  }

  isFull(): boolean {
    return this.records.length >= CHUNK_RECORDS || this.bytes >= CHUNK_BYTES;
  }
}
