import { ImportAppender, ProjectsService, retryOutages } from '@groundswell/api';
import { DEMO, demoAnnotations, demoPanel, demoReferral } from '@groundswell/demo';
import type { SegmentContext } from '@groundswell/ingestion';
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
import { DemoExperiments } from './demo-experiments.js';
import { DemoProgress } from './demo-progress.js';
import { type DemoChunk, demoRecords, trialRecords } from './demo-records.js';
import { oneAhead } from './one-ahead.js';

const FILE_NAME = 'Demo: an assistant on its way up (simulation)';
/** What a demo that was loaded before it had experiments is given afterwards. */
const TRIALS_NAME = 'Demo: its experiments (simulation)';

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
    private readonly experiments: DemoExperiments,
  ) {}

  /** Never rejects: a demo that fails is reported and does not take the product down. */
  async load(step: Step, teardown: Teardown): Promise<void> {
    try {
      const run = await this.claim(step);
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
  private async claim(step: Step): Promise<ImportEntity | null> {
    const project = await this.projects.findOneBy({ demo: true });
    if (!project && ((await this.projects.count()) > 0 || (await this.wasDeleted()))) return null;
    const projectId = project?.id ?? (await this.createProject());
    const existing = await this.imports.findOneBy({ projectId, fileName: FILE_NAME });
    if (existing?.state === 'done') return this.complete(projectId, step);
    return existing ?? this.begin(projectId, FILE_NAME);
  }

  private begin(projectId: number, fileName: string): Promise<ImportEntity> {
    return this.imports.save(
      this.imports.create({ id: randomUUID(), projectId, fileName, state: 'running' }),
    );
  }

  /** A demo that an earlier version loaded gets the campaigns that its events name, and experiments with theirs. */
  private async complete(projectId: number, step: Step): Promise<ImportEntity | null> {
    if (await this.ads.isMissing(projectId)) {
      await this.ads.provide(projectId);
      step.say(
        '✓ Demo project: campaigns, spend and links added, which the version that loaded it did not have',
      );
    }
    const trials = await this.imports.findOneBy({ projectId, fileName: TRIALS_NAME });
    if (trials) return trials.state === 'done' ? null : trials;
    return (await this.experiments.isMissing(projectId)) ? this.begin(projectId, TRIALS_NAME) : null;
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
    const progress = new DemoProgress(step, run.fileName === TRIALS_NAME ? 'experiments' : 'project');
    signal.addEventListener('abort', () => progress.stop());
    const ends: Record<string, string> = {};
    run.rows = run.accepted = run.rejected = 0;
    for await (const chunk of oneAhead(await this.recordsOf(run))) {
      const appended = await this.appender.append(chunk.records, signal);
      for (const end of appended) ends[end.partition] = String(end.lastOffset);
      count(run, chunk);
      await this.save(run, { state: 'running' }, signal);
      progress.days(chunk.days, run.accepted);
    }
    await this.appender.waitUntilStored(ends, signal);
    await this.save(run, { state: 'done', finishedAt: new Date() }, signal);
    progress.done(run.accepted);
  }

  private async recordsOf(run: ImportEntity): Promise<AsyncGenerator<DemoChunk, void, undefined>> {
    if (run.fileName === TRIALS_NAME) {
      await this.experiments.provide(run.projectId);
      return trialRecords(contextOf(run));
    }
    await this.decorate(run.projectId);
    return demoRecords(contextOf(run), await this.ads.links(run.projectId));
  }

  /** The market around the demo, what happened to it, and how it is to be read. Run again it adds nothing. */
  private async decorate(projectId: number): Promise<void> {
    await this.panel.upsert(projectId, demoPanel);
    if ((await this.programs.countBy({ projectId })) === 0) {
      await this.programs.insert({ projectId, ...demoReferral });
    }
    await this.ads.provide(projectId);
    await this.experiments.provide(projectId);
    if ((await this.annotations.countBy({ projectId })) > 0) return;
    await this.annotations.insert(
      demoAnnotations.map(({ date, kind, en }) => ({ projectId, date, kind, text: en })),
    );
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

const contextOf = ({ projectId, id }: ImportEntity): SegmentContext => ({
  projectId,
  receivedAt: new Date(),
  source: 'import',
  importId: id,
});

function count(run: ImportEntity, { rows, records }: DemoChunk): void {
  run.rows += rows;
  run.accepted += records.length;
  run.rejected += rows - records.length;
}
