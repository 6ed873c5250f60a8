import { ProblemException } from '@groundswell/platform';
import { ImportEntity } from '@groundswell/postgres';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository } from 'typeorm';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { ImportLocks } from './import-locks.js';
import { ImportRunner } from './import-runner.js';
import { ImportSpool, type SpoolNote, UploadTooLarge } from './import-spool.js';
import { retryOutages } from './retry-outages.js';

/** Files read at once by one process; the others wait their turn. */
const AT_ONCE = 2;
/** Until one that another process took is asked for again. */
const LOOK_AGAIN_MS = 2_000;

/** docs/adr/0008-imports.md says why. */
const STAYS =
  'What an import stored cannot be taken back: its people may have been merged since, and rollups may outlive the events ' +
  'that they would have to be counted from again. Erase single people, or import into a new project.';

/** Takes uploads, runs them in the background, and goes on with those that a restart cut off. */
@Injectable()
export class ImportsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ImportsService.name);
  private readonly stopping = new AbortController();
  private readonly waiting: ImportEntity[] = [];
  private readonly running = new Set<Promise<void>>();
  /** Those that another process took. */
  private readonly elsewhere = new Set<Promise<void>>();

  constructor(
    @InjectRepository(ImportEntity) private readonly imports: Repository<ImportEntity>,
    private readonly spool: ImportSpool,
    private readonly locks: ImportLocks,
    private readonly runner: ImportRunner,
    private readonly audit: AuditService,
  ) {}

  /** Keeps the upload; `importId` names what is to come. @throws ProblemException 400, 413 */
  async receive(upload: Readable): Promise<string> {
    const importId = randomUUID();
    try {
      const bytes = await this.spool.receive(importId, upload);
      if (bytes === 0)
        throw new ProblemException(400, 'The upload is empty; send the file as the body.').coded(
          'file_empty',
        );
      return importId;
    } catch (error) {
      await this.spool.remove(importId);
      if (error instanceof UploadTooLarge) throw new ProblemException(413, error.message);
      throw error;
    }
  }

  /** Lets an upload go that will not be run. */
  discard(importId: string): Promise<void> {
    return this.spool.remove(importId);
  }

  /** Where the upload lies. */
  pathOf(importId: string): string {
    return this.spool.dataPath(importId);
  }

  /**
   * Takes an import off the list that stored nothing.
   * @throws ProblemException 409 where events would stay behind without it
   */
  async remove(row: ImportEntity, caller: Principal): Promise<void> {
    if (row.state === 'running')
      throw new ProblemException(409, 'The import is still running.').coded('import_running');
    if (row.accepted > (row.duplicates ?? 0)) throw new ProblemException(409, STAYS).coded('import_stays');
    await this.imports.delete(row.id);
    await this.audit.record(caller, row.projectId, 'import.delete', `imports/${row.id}`, {
      fileName: row.fileName,
    });
  }

  /** Begins an import of what `receive` kept. @param onNoted done before its first row is read */
  async start(
    importId: string,
    projectId: number,
    note: Omit<SpoolNote, 'appended' | 'isResumable'>,
    caller: Principal,
    onNoted: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { fileName } = note;
    await this.spool.writeNote(importId, { ...note, appended: false, isResumable: true });
    await this.locks.acquire(importId);
    const row = await this.imports.save(
      this.imports.create({
        id: importId,
        projectId,
        fileName,
        state: 'running',
        format: note.reading.exportFormat ?? note.format ?? null,
        rows: 0,
        accepted: 0,
        rejected: 0,
        rejectedSample: [],
        offsets: {},
        createdBy: caller.user.id,
      }),
    );
    await this.audit.record(caller, projectId, 'import.create', `imports/${importId}`, { fileName });
    await onNoted();
    this.enqueue(row);
  }

  async onApplicationBootstrap(): Promise<void> {
    const unfinished = await this.imports.find({
      where: { state: 'running', createdBy: Not(IsNull()) },
      order: { createdAt: 'ASC' },
    });
    await this.spool.sweep(new Set(unfinished.map(({ id }) => id)));
    for (const row of unfinished) {
      if (await this.locks.acquire(row.id)) this.enqueue(row);
      else if (await this.spool.readNote(row.id).catch(() => null)) this.watch(row.id);
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled([...this.running, ...this.elsewhere]);
    await this.locks.close();
  }

  private enqueue(row: ImportEntity): void {
    this.waiting.push(row);
    this.next();
  }

  private next(): void {
    if (this.running.size >= AT_ONCE || this.stopping.signal.aborted) return;
    const row = this.waiting.shift();
    if (!row) return;
    const run = this.run(row).finally(() => {
      this.running.delete(run);
      this.next();
    });
    this.running.add(run);
  }

  /** Never rejects. A stop leaves the import as it is, for the next start, and a lock that was lost for whoever has it. */
  private async run(row: ImportEntity): Promise<void> {
    const lost = this.locks.lost(row.id);
    try {
      lost.throwIfAborted();
      await this.runner.run(row, AbortSignal.any([this.stopping.signal, lost]));
      await this.locks.release(row.id);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      if (lost.aborted) return this.leave(row.id);
      this.logger.error(`Import ${row.id} could not be finished: ${String(error)}`);
    }
  }

  private leave(importId: string): void {
    this.logger.warn(
      `Import ${importId} is left to another process, which took it while PostgreSQL was away.`,
    );
    this.watch(importId);
  }

  private watch(importId: string): void {
    const watch = this.takeBack(importId)
      .catch((error: unknown) => {
        if (this.stopping.signal.aborted) return;
        this.logger.error(`Import ${importId} waits for the next start: ${String(error)}`);
      })
      .finally(() => this.elsewhere.delete(watch));
    this.elsewhere.add(watch);
  }

  /**
   * Goes on with it where whoever has it lets go before its end: a process that stops, or a session of our own, or of the
   * process before us, that ends late.
   */
  private async takeBack(importId: string): Promise<void> {
    const { signal } = this.stopping;
    do await sleep(LOOK_AGAIN_MS, undefined, { signal });
    while (!(await retryOutages(signal, () => this.locks.acquire(importId))));
    const row = await retryOutages(signal, () => this.imports.findOneBy({ id: importId, state: 'running' }));
    if (row) this.enqueue(row);
    else await this.locks.release(importId);
  }
}
