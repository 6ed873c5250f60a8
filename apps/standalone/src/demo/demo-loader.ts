import { ProjectsService } from '@groundswell/api';
import { EVENTS_TOPIC, PIPELINE_GROUP, eventKey, type AcceptedEvent } from '@groundswell/contracts';
import { DEMO, simulate } from '@groundswell/demo';
import { EVENT_LOG, type EventLog, type NewRecord } from '@groundswell/event-log';
import { acceptSegment } from '@groundswell/ingestion';
import { BatchIntents, ImportEntity, ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Teardown } from '../engines/teardown.js';
import type { Step } from '../step.js';
import { DemoProgress } from './demo-progress.js';
import { patiently } from './patiently.js';

const FILE_NAME = 'Demo: an assistant on its way up (simulation)';
const CHUNK = 4_000;
/** Records in the log that the pipeline has not stored: small, so that live events never wait behind the demo. */
const MAX_AHEAD = 24_000n;

/**
 * Loads the demo project at the first start, through the collector's contract and the pipeline like anything
 * else. Message ids are deterministic: a load that was cut off is run again from its start and nothing doubles.
 */
@Injectable()
export class DemoLoader {
  private readonly logger = new Logger(DemoLoader.name);

  constructor(
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
    @InjectRepository(ImportEntity) private readonly imports: Repository<ImportEntity>,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly projectsService: ProjectsService,
    private readonly intents: BatchIntents,
  ) {}

  /** Never rejects: a demo that fails is reported and does not take the product down. */
  async load(step: Step, teardown: Teardown): Promise<void> {
    try {
      const run = await this.claim();
      if (run && !teardown.begun) await this.run(run, step, teardown);
    } catch (error) {
      if (teardown.begun) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(
        `The demo project could not be loaded: ${reason}. It is tried again at the next start.`,
      );
    }
  }

  /** The demo's import that is still to be run, making project and import where there are none. */
  private async claim(): Promise<ImportEntity | null> {
    const project = await this.projects.findOneBy({ demo: true });
    if (!project && (await this.projects.count()) > 0) return null;
    const projectId = project?.id ?? (await this.createProject());
    const existing = await this.imports.findOneBy({ projectId, fileName: FILE_NAME });
    if (existing) return existing.state === 'done' ? null : existing;
    return this.imports.save(
      this.imports.create({ id: randomUUID(), projectId, fileName: FILE_NAME, state: 'running' }),
    );
  }

  private async createProject(): Promise<number> {
    const { timeZone, weekStart, currency, name } = DEMO;
    const created = await this.projectsService.create(
      { name: name.en, timeZone, weekStart, currency },
      { demo: true },
    );
    return created.id;
  }

  private async run(run: ImportEntity, step: Step, teardown: Teardown): Promise<void> {
    const progress = new DemoProgress(step);
    const ends = new Map<number, bigint>();
    run.rows = run.accepted = run.rejected = 0;
    for (const day of simulate()) {
      for (let at = 0; at < day.length; at += CHUNK) {
        if (teardown.begun) return progress.stop();
        const records = this.accept(run, day.slice(at, at + CHUNK));
        const appended = await patiently(() => this.log.append(EVENTS_TOPIC, records), teardown);
        for (const end of appended) ends.set(end.partition, end.lastOffset);
        await this.waitUntilNear(teardown);
      }
      await patiently(() => this.save(run, { state: 'running' }), teardown);
      progress.day(run.accepted);
    }
    await this.waitUntilStored(ends, teardown);
    if (teardown.begun) return progress.stop();
    await patiently(() => this.save(run, { state: 'done', finishedAt: new Date() }), teardown);
    progress.done(run.accepted);
  }

  private accept(run: ImportEntity, messages: unknown[]): NewRecord[] {
    const records: NewRecord[] = [];
    const receivedAt = new Date();
    for (const message of messages) {
      const result = acceptSegment(message, {
        projectId: run.projectId,
        receivedAt,
        source: 'import',
        importId: run.id,
      });
      run.rows++;
      if (result.ok) records.push(toRecord(result.event));
      else run.rejected++;
      if (result.ok) run.accepted++;
    }
    return records;
  }

  private save(
    run: ImportEntity,
    change: { state: ImportEntity['state']; finishedAt?: Date },
  ): Promise<unknown> {
    return this.imports.update(run.id, {
      ...change,
      rows: run.rows,
      accepted: run.accepted,
      rejected: run.rejected,
    });
  }

  private async waitUntilNear(teardown: Teardown): Promise<void> {
    for (;;) {
      const progress = await patiently(() => this.log.progress(EVENTS_TOPIC, PIPELINE_GROUP), teardown);
      const ahead = progress.reduce((sum, part) => sum + (part.end - part.committed), 0n);
      if (ahead <= MAX_AHEAD || teardown.begun) return;
      await sleep(50);
    }
  }

  private async waitUntilStored(ends: Map<number, bigint>, teardown: Teardown): Promise<void> {
    for (;;) {
      const stored = await patiently(() => this.intents.storedUpTo(EVENTS_TOPIC), teardown);
      if ([...ends].every(([partition, last]) => (stored.get(partition) ?? 0n) > last)) return;
      if (teardown.begun) return;
      await sleep(200);
    }
  }
}

function toRecord(event: AcceptedEvent): NewRecord {
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}
