import { ProjectRemover, ProjectsService } from '@groundswell/api';
import { DEMO, DEMO_VERSION } from '@groundswell/demo';
import { DeletedProjectEntity, ImportEntity, ProjectEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { randomUUID } from 'node:crypto';
import type { Step } from '../step.js';
import { DemoAds } from './demo-ads.js';
import { DemoExperiments } from './demo-experiments.js';

const FILE_NAME = 'Demo: an assistant on its way up (simulation)';
/** What a demo that was loaded before it had experiments is given afterwards. */
export const TRIALS_NAME = 'Demo: its experiments (simulation)';
/** Message ids are places in the simulation: those of two versions must not meet in one project. */
const VERSION = `simulation ${DEMO_VERSION}`;

/** Versions before the first that was named loaded the same. */
const isOfVersion = ({ format }: ImportEntity) => format === null || format === VERSION;

/** The demo's project, and which of its loads is to be run. */
@Injectable()
export class DemoProject {
  constructor(
    private readonly dataSource: DataSource,
    private readonly projects: ProjectsService,
    private readonly remover: ProjectRemover,
    private readonly ads: DemoAds,
    private readonly experiments: DemoExperiments,
  ) {}

  /** The demo's import that is still to be run, making project and import where there are none; null where there is none. */
  async claim(step: Step): Promise<ImportEntity | null> {
    const project = await this.find();
    if (!project && ((await this.dataSource.manager.count(ProjectEntity)) > 0 || (await this.wasDeleted())))
      return null;
    const projectId = project?.id ?? (await this.create());
    const run = await this.importNamed(projectId, FILE_NAME);
    if (run?.state === 'done') return this.complete(projectId, step);
    if (!run) return this.begin(projectId, FILE_NAME);
    return isOfVersion(run) ? run : this.replace(projectId, step);
  }

  /** Of two, an earlier start was cut off in the midst of replacing the older one. */
  private async find(): Promise<ProjectEntity | undefined> {
    const where = { demo: true };
    const [project, ...older] = await this.dataSource.manager.find(ProjectEntity, {
      where,
      order: { id: 'DESC' },
    });
    for (const one of older) await this.supersede(one, project!.id);
    return project;
  }

  private importNamed(projectId: number, fileName: string): Promise<ImportEntity | null> {
    return this.dataSource.manager.findOneBy(ImportEntity, { projectId, fileName });
  }

  private begin(projectId: number, fileName: string): Promise<ImportEntity> {
    const { manager } = this.dataSource;
    const row = { id: randomUUID(), projectId, fileName, state: 'running' as const, format: VERSION };
    return manager.save(manager.create(ImportEntity, row));
  }

  /** A demo that an earlier version loaded gets the campaigns that its events name, and experiments with theirs. */
  private async complete(projectId: number, step: Step): Promise<ImportEntity | null> {
    if (await this.ads.isMissing(projectId)) {
      await this.ads.provide(projectId);
      step.say(
        '✓ Demo project: campaigns, spend and links added, which the version that loaded it did not have',
      );
    }
    const trials = await this.importNamed(projectId, TRIALS_NAME);
    if (trials?.state === 'done') return null;
    // A demo that was loaded whole may have become somebody's: it is never replaced.
    if (trials) return trials;
    return (await this.experiments.isMissing(projectId)) ? this.begin(projectId, TRIALS_NAME) : null;
  }

  /**
   * What another version loaded in part goes with its project, as every project goes: what the log still holds of it is passed
   * over, so that nothing of it comes into the new one.
   */
  private async replace(oldId: number, step: Step): Promise<ImportEntity> {
    step.say('  The demo that another version loaded in part is removed and loaded anew.');
    const projectId = await this.create();
    await this.supersede(
      await this.dataSource.manager.findOneByOrFail(ProjectEntity, { id: oldId }),
      projectId,
    );
    return this.begin(projectId, FILE_NAME);
  }

  /** Who was a member stays one. */
  private async supersede(project: ProjectEntity, byId: number): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO members (project_id, user_id, role) SELECT $2, user_id, role FROM members WHERE project_id = $1
       ON CONFLICT DO NOTHING`,
      [project.id, byId],
    );
    await this.projects.remove(project, null);
    this.remover.wake();
  }

  /** Somebody did not want it. */
  private wasDeleted(): Promise<boolean> {
    return this.dataSource.manager.existsBy(DeletedProjectEntity, { demo: true });
  }

  private async create(): Promise<number> {
    const { timeZone, weekStart, currency, name } = DEMO;
    const created = await this.projects.create(
      { name: name.en, timeZone, weekStart, currency },
      { demo: true },
    );
    return created.id;
  }
}
