import { ImportAppender, LogMadeAnew, retryOutages } from '@groundswell/api';
import { demoAnnotations, demoPanel, demoReferral } from '@groundswell/demo';
import type { SegmentContext } from '@groundswell/ingestion';
import { AnnotationEntity, ImportEntity, PanelFigures, ReferralProgramEntity } from '@groundswell/postgres';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import type { Teardown } from '../engines/teardown.js';
import type { Step } from '../step.js';
import { DemoAds } from './demo-ads.js';
import { DemoExperiments } from './demo-experiments.js';
import { DemoProgress } from './demo-progress.js';
import { DemoProject, TRIALS_NAME } from './demo-project.js';
import { type DemoChunk, demoRecords, trialRecords } from './demo-records.js';
import { oneAhead } from './one-ahead.js';

/**
 * Loads the demo project at the first start, through the collector's contract and the pipeline like anything
 * else. Message ids are deterministic: a load that was cut off is run again from its start and nothing doubles.
 */
@Injectable()
export class DemoLoader {
  private readonly logger = new Logger(DemoLoader.name);

  constructor(
    @InjectRepository(ImportEntity) private readonly imports: Repository<ImportEntity>,
    @InjectRepository(AnnotationEntity) private readonly annotations: Repository<AnnotationEntity>,
    @InjectRepository(ReferralProgramEntity)
    private readonly programs: Repository<ReferralProgramEntity>,
    private readonly panel: PanelFigures,
    private readonly project: DemoProject,
    private readonly appender: ImportAppender,
    private readonly ads: DemoAds,
    private readonly experiments: DemoExperiments,
  ) {}

  /** Never rejects: a demo that fails is reported and does not take the product down. */
  async load(step: Step, teardown: Teardown): Promise<void> {
    try {
      const run = await this.project.claim(step);
      for (let done = run === null; !done && !teardown.begun;) done = await this.run(run!, step, teardown);
    } catch (error) {
      if (teardown.begun) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(
        `The demo project could not be loaded: ${reason}. It is tried again at the next start.`,
      );
    }
  }

  /**
   * @returns false where the log was made anew meanwhile, so that it must be run again
   * @throws AbortError when the product stops in the middle of it
   */
  private async run(run: ImportEntity, step: Step, { signal }: Teardown): Promise<boolean> {
    const progress = new DemoProgress(step, run.fileName === TRIALS_NAME ? 'experiments' : 'project');
    const stop = () => progress.stop();
    signal.addEventListener('abort', stop);
    try {
      const since = await this.appender.logSince(signal);
      const ends = await this.append(run, progress, signal);
      await this.appender.waitUntilStored(ends, since, signal);
      await this.save(run, { state: 'done', finishedAt: new Date() }, signal);
      progress.done(run.accepted);
      return true;
    } catch (error) {
      progress.stop();
      if (error instanceof LogMadeAnew) return false;
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** @returns the highest offset of each partition */
  private async append(
    run: ImportEntity,
    progress: DemoProgress,
    signal: AbortSignal,
  ): Promise<Record<string, string>> {
    const ends: Record<string, string> = {};
    run.rows = run.accepted = run.rejected = 0;
    for await (const chunk of oneAhead(await this.recordsOf(run))) {
      const appended = await this.appender.append(chunk.records, signal);
      for (const end of appended) ends[end.partition] = String(end.lastOffset);
      count(run, chunk);
      await this.save(run, { state: 'running' }, signal);
      progress.days(chunk.days, run.accepted);
    }
    return ends;
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
