import type { AcceptedEvent } from '@groundswell/contracts';
import type { ProjectRules } from '@groundswell/ingestion';
import { ImportEntity, keyedProject, ProjectEntity } from '@groundswell/postgres';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, IsNull, Repository } from 'typeorm';
import { storableText } from '../http/storable-text.js';
import { acceptRow, rulesOfImport } from './import-acceptor.js';
import { ImportAppender } from './import-appender.js';
import { ImportChunk } from './import-chunk.js';
import { ImportOutcome } from './import-outcome.js';
import { ImportProgress } from './import-progress.js';
import { ImportSpool, type SpoolNote } from './import-spool.js';
import { LogMadeAnew } from './log-made-anew.js';
import { ReplayedLetters } from './replayed-letters.js';
import { checkHeader } from './mapping-columns.js';
import { type ReadRow, UnusableFile } from './reading/read-row.js';
import { readRows } from './reading/read-rows.js';
import { retryOutages } from './retry-outages.js';

const SAVE_EVERY_MS = 500;
const NOTHING_YET = { rows: 0, accepted: 0, rejected: 0, rejectedSample: [], offsets: {}, progress: 0 };

/** What one run of an import works with. */
interface Run {
  row: ImportEntity;
  note: SpoolNote;
  timeZone: string;
  rules: ProjectRules;
  progress: ImportProgress;
  signal: AbortSignal;
  savedAt: number;
}

/** Runs one import from its spooled file to `done` (queryable) or `failed` (with a sentence). */
@Injectable()
export class ImportRunner {
  private readonly logger = new Logger(ImportRunner.name);

  constructor(
    @InjectRepository(ImportEntity) private readonly imports: Repository<ImportEntity>,
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
    private readonly dataSource: DataSource,
    private readonly spool: ImportSpool,
    private readonly appender: ImportAppender,
    private readonly outcome: ImportOutcome,
    private readonly letters: ReplayedLetters,
  ) {}

  /** Rejects only when stopped by `signal`, or when not even the failure could be noted. */
  async run(row: ImportEntity, signal: AbortSignal): Promise<void> {
    try {
      const note = await this.spool.readNote(row.id);
      if (!note)
        throw new UnusableFile('The upload was lost when the server stopped; import the file again.');
      const { accepted } = await this.store(row, note, signal);
      const duplicates = await retryOutages(signal, () => this.outcome.duplicates(row, accepted));
      await retryOutages(signal, () => this.letters.settle(row.id));
      await this.save(row, { state: 'done', progress: 1, duplicates, finishedAt: new Date() }, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      await this.fail(row, error, signal);
    }
    await this.spool.remove(row.id);
  }

  /** Every row into the log and, by the pipeline, into the store; all of them again where the log was made anew meanwhile. */
  private async store(row: ImportEntity, note: SpoolNote, signal: AbortSignal): Promise<ImportEntity> {
    for (;;) {
      note = await this.withLog(row, note, signal);
      const appended = note.appended ? row : await this.append(row, note, signal);
      try {
        await this.appender.waitUntilStored(appended.offsets, logSinceOf(row, note), signal);
        return appended;
      } catch (error) {
        if (!(error instanceof LogMadeAnew)) throw error;
        note = { ...note, appended: false, isResumable: true, logSince: undefined };
        row = await this.beginAgain(row, note, signal);
      }
    }
  }

  /** Which log the rows go into is noted before the first of them. */
  private async withLog(row: ImportEntity, note: SpoolNote, signal: AbortSignal): Promise<SpoolNote> {
    if (note.logSince !== undefined || note.appended || row.rows > 0) return note;
    const since = await this.appender.logSince(signal);
    const noted = { ...note, logSince: since?.toISOString() ?? null };
    await this.spool.writeNote(row.id, noted);
    return noted;
  }

  /** The note first: with the old counts and no row left to append, a restart comes here again. */
  private async beginAgain(row: ImportEntity, note: SpoolNote, signal: AbortSignal): Promise<ImportEntity> {
    if (!(await this.spool.hasData(row.id))) {
      throw new UnusableFile(
        'The log of events was made anew before all rows were stored; import the file again: what is stored counts once.',
      );
    }
    this.logger.warn(`Import ${row.id} begins again, as the log that its rows went into was made anew.`);
    await this.spool.writeNote(row.id, note);
    await retryOutages(signal, () => this.outcome.forgetLetters(row));
    await this.save(row, NOTHING_YET, signal);
    return { ...row, ...NOTHING_YET };
  }

  /**
   * Goes on behind the rows that are noted as being in the log. Those between the note and a crash come again, under the
   * same message ids: nothing doubles.
   */
  private async append(row: ImportEntity, note: SpoolNote, signal: AbortSignal): Promise<ImportEntity> {
    const project = await retryOutages(signal, () => this.projects.findOneByOrFail({ id: row.projectId }));
    const { timeZone } = project;
    const rules = rulesOfImport(await retryOutages(signal, () => keyedProject(this.dataSource, project)));
    const progress = note.isResumable ? ImportProgress.from(row) : new ImportProgress();
    const run: Run = { row, note, timeZone, rules, progress, signal, savedAt: Date.now() };
    await this.appendRows(run);
    const columns = progress.toColumns();
    await this.save(row, columns, signal);
    await this.spool.writeNote(row.id, { ...note, appended: true });
    return { ...row, ...columns };
  }

  private async appendRows(run: Run): Promise<void> {
    const { progress } = run;
    const known = progress.rows;
    let seen = 0;
    let chunk = new ImportChunk();
    for await (const item of this.read(run)) {
      if (++seen <= known) continue;
      chunk.add(accept(item, run));
      if (!chunk.isFull()) continue;
      await this.flush(chunk, run);
      chunk = new ImportChunk();
    }
    await this.flush(chunk, run);
  }

  private read({ row, note, progress, signal }: Run): AsyncIterable<ReadRow> {
    const { mapping } = note.reading;
    return readRows({
      path: this.spool.dataPath(row.id),
      format: note.format,
      contentType: note.contentType,
      fileName: note.fileName,
      onHeader: mapping && ((columns) => checkHeader(columns, mapping)),
      onRead: (share) => (progress.share = Math.min(1, share)),
      signal,
    });
  }

  /** What is counted is noted only here, where all of it is in the log. */
  private async flush({ records }: ImportChunk, run: Run): Promise<void> {
    const { progress, signal } = run;
    if (records.length > 0) progress.appended(await this.appender.append(records, signal));
    if (Date.now() - run.savedAt < SAVE_EVERY_MS) return;
    await this.save(run.row, progress.toColumns(), signal);
    run.savedAt = Date.now();
  }

  /** Nothing, where another process ended it meanwhile, to which PostgreSQL gave its lock. */
  private save({ id }: ImportEntity, change: Partial<ImportEntity>, signal: AbortSignal): Promise<unknown> {
    return retryOutages(signal, () => this.imports.update({ id, finishedAt: IsNull() }, change));
  }

  private async fail(row: ImportEntity, error: unknown, signal: AbortSignal): Promise<void> {
    const known = error instanceof UnusableFile;
    if (!known)
      this.logger.error(`Import ${row.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    const reason = known
      ? error.message
      : 'The import stopped by a fault on our side; the log has the details.';
    const end = { state: 'failed' as const, error: storableText(reason), finishedAt: new Date() };
    await retryOutages(signal, () => this.letters.release(row.id));
    await this.save(row, end, signal);
  }
}

/** What versions put into the log that did not note it went in after the import was made. */
function logSinceOf({ createdAt }: ImportEntity, { logSince }: SpoolNote): Date | null {
  if (logSince === undefined) return createdAt;
  return logSince === null ? null : new Date(logSince);
}

/** Counts a row; null where it is refused. */
function accept(item: ReadRow, { row, note, timeZone, rules, progress }: Run): AcceptedEvent | null {
  progress.rows++;
  const { line, file } = item;
  const result =
    'reason' in item
      ? { ok: false as const, message: item.reason }
      : acceptRow(item.row, note.reading, rules, {
          projectId: row.projectId,
          importId: row.id,
          receivedAt: row.createdAt,
          timeZone,
          exportZone: note.timeZone,
          line,
          file,
          isTexts: item.isTexts,
        });
  if (!result.ok) {
    progress.reject(line, result.message, file);
    return null;
  }
  progress.accepted++;
  return result.event;
}
