import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CodeCache } from '../connection/code-cache.js';
import { type KeyedProject, keyedProject } from '../projects/keyed-project.js';
import { ProjectEntity } from '../projects/project.entity.js';
import { LinkEntity } from './link.entity.js';
import { RetiredLinkCodeEntity } from './retired-link-code.entity.js';

/** A code that leads somewhere, one that did once, or one that never did. */
export type FoundLink = { link: LinkEntity; project: KeyedProject } | 'gone' | 'unknown';

/** Links by their code, in memory, for redirects. */
@Injectable()
export class LinkStore {
  private readonly found = new CodeCache<FoundLink>(
    (code) => this.read(code),
    (answer) => answer !== 'unknown',
  );

  constructor(private readonly dataSource: DataSource) {}

  /** Rejects when PostgreSQL is away and the code is not in memory. */
  find(code: string): Promise<FoundLink> {
    return this.found.find(code);
  }

  /** After a change in this process, so that it is seen at once. */
  forget(code: string): void {
    this.found.forget(code);
  }

  /** Never to be used again. */
  async retire(code: string): Promise<void> {
    const rows = this.dataSource.getRepository(RetiredLinkCodeEntity);
    await rows.createQueryBuilder().insert().values({ code }).orIgnore().execute();
  }

  async isRetired(code: string): Promise<boolean> {
    return this.dataSource.getRepository(RetiredLinkCodeEntity).existsBy({ code });
  }

  private async read(code: string): Promise<FoundLink> {
    const link = await this.dataSource.getRepository(LinkEntity).findOneBy({ code });
    if (!link) return (await this.isRetired(code)) ? 'gone' : 'unknown';
    const project = await this.dataSource.getRepository(ProjectEntity).findOneBy({ id: link.projectId });
    if (!project) return 'unknown';
    return { link, project: await keyedProject(this.dataSource, project) };
  }
}
