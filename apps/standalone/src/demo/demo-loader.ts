import { ImportAppender, ProjectsService, retryOutages } from '@groundswell/api';
import { eventKey, type AcceptedEvent } from '@groundswell/contracts';
import { DEMO, demoAnnotations, demoPanel, demoReferral, simulate } from '@groundswell/demo';
import type { NewRecord } from '@groundswell/event-log';
import { acceptSegment } from '@groundswell/ingestion';
import {
  AnnotationEntity,
  DeletedProjectEntity,
  ImportEntity,
  PanelFigures,
  ProjectEntity,
  ReferralProgramEntity,
} from '@groundswell/postgres';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { randomUUID } from 'node:crypto';
import type { Teardown } from '../engines/teardown.js';
import type { Step } from '../step.js';
import { DemoAds } from './demo-ads.js';
import { DemoProgress } from './demo-progress.js';

const FILE_NAME = 'Demo: an assistant on its way up (simulation)';
/** Events that go into the log together, at least: several of the first days, which are small. */
const CHUNK = 16_000;

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
    @InjectRepository(AnnotationEntity) private readonly annotations: Repository<AnnotationEntity>,
    @InjectRepository(ReferralProgramEntity)
    private readonly programs: Repository<ReferralProgramEntity>,
    private readonly panel: PanelFigures,
    private readonly projectsService: ProjectsService,
    private readonly appender: ImportAppender,
    private readonly ads: DemoAds,
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
    if (!project && ((await this.projects.count()) > 0 || (await this.wasDeleted()))) return null;
    const projectId = project?.id ?? (await this.createProject());
    const existing = await this.imports.findOneBy({ projectId, fileName: FILE_NAME });
    if (existing) return existing.state === 'done' ? null : existing;
    return this.imports.save(
      this.imports.create({ id: randomUUID(), projectId, fileName: FILE_NAME, state: 'running' }),
    );
  }

  /** Somebody did not want it. */
  private wasDeleted(): Promise<boolean> {
    return this.projects.manager.getRepository(DeletedProjectEntity).existsBy({ demo: true });
  }

  private async createProject(): Promise<number> {
    const { timeZone, weekStart, currency, name } = DEMO;
    const created = await this.projectsService.create(
      { name: name.en, timeZone, weekStart, currency },
      { demo: true },
    );
    return created.id;
  }

  /** @throws AbortError when the product stops in the middle of it */
  private async run(run: ImportEntity, step: Step, { signal }: Teardown): Promise<void> {
    const progress = new DemoProgress(step);
    signal.addEventListener('abort', () => progress.stop());
    const ends: Record<string, string> = {};
    await this.decorate(run.projectId);
    run.rows = run.accepted = run.rejected = 0;
    for (const { days, messages } of daysTogether()) {
      const appended = await this.appender.append(this.accept(run, messages), signal);
      for (const end of appended) ends[end.partition] = String(end.lastOffset);
      await this.save(run, { state: 'running' }, signal);
      progress.days(days, run.accepted);
    }
    await this.appender.waitUntilStored(ends, signal);
    await this.save(run, { state: 'done', finishedAt: new Date() }, signal);
    progress.done(run.accepted);
  }

  /** The market around the demo, what happened to it, and how it is to be read. Run again it adds nothing. */
  private async decorate(projectId: number): Promise<void> {
    await this.panel.upsert(projectId, demoPanel);
    if ((await this.programs.countBy({ projectId })) === 0) {
      await this.programs.insert({ projectId, ...demoReferral });
    }
    await this.ads.provide(projectId);
    if ((await this.annotations.countBy({ projectId })) > 0) return;
    await this.annotations.insert(
      demoAnnotations.map(({ date, kind, en }) => ({ projectId, date, kind, text: en })),
    );
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
    signal: AbortSignal,
  ): Promise<unknown> {
    const { rows, accepted, rejected } = run;
    return retryOutages(signal, () => this.imports.update(run.id, { ...change, rows, accepted, rejected }));
  }
}

/** Whole days, as many as make a chunk. */
function* daysTogether(): Generator<{ days: number; messages: unknown[] }> {
  let days = 0;
  let messages: unknown[] = [];
  for (const day of simulate()) {
    days++;
    messages = messages.concat(day);
    if (messages.length < CHUNK) continue;
    yield { days, messages };
    days = 0;
    messages = [];
  }
  if (days > 0) yield { days, messages };
}

function toRecord(event: AcceptedEvent): NewRecord {
  return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
}
