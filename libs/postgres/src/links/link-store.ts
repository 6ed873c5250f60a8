import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { inTime } from '../connection/in-time.js';
import { type KeyedProject, keyedProject } from '../projects/keyed-project.js';
import { ProjectEntity } from '../projects/project.entity.js';
import { LinkEntity } from './link.entity.js';
import { RetiredLinkCodeEntity } from './retired-link-code.entity.js';

/** What another process changes is seen after this long at the latest. */
const FRESH_MS = 2_000;
const MAX_CODES = 20_000;
/** A redirect waits for a code that is not in memory no longer than this. */
const READ_LIMIT_MS = 1_000;

/** A code that leads somewhere, one that did once, or one that never did. */
export type FoundLink = { link: LinkEntity; project: KeyedProject } | 'gone' | 'unknown';

/** Links by their code, in memory, for redirects. */
@Injectable()
export class LinkStore {
  private readonly found = new LRUCache<string, { answer: FoundLink }>({
    max: MAX_CODES,
    ttl: FRESH_MS,
    fetchMethod: (code, stale) => this.readOrKeep(code, stale),
  });

  constructor(private readonly dataSource: DataSource) {}

  /** Rejects when PostgreSQL is away and the code is not in memory. */
  async find(code: string): Promise<FoundLink> {
    const found = await this.found.fetch(code);
    return found?.answer ?? 'unknown';
  }

  /** After a change in this process, so that it is seen at once. */
  forget(code: string): void {
    this.found.delete(code);
  }

  /** Never to be used again. */
  async retire(code: string): Promise<void> {
    const rows = this.dataSource.getRepository(RetiredLinkCodeEntity);
    await rows.createQueryBuilder().insert().values({ code }).orIgnore().execute();
  }

  async isRetired(code: string): Promise<boolean> {
    return this.dataSource.getRepository(RetiredLinkCodeEntity).existsBy({ code });
  }

  /** A redirect that is known goes on while PostgreSQL is away. */
  private async readOrKeep(
    code: string,
    stale: { answer: FoundLink } | undefined,
  ): Promise<{ answer: FoundLink }> {
    try {
      return await inTime(this.read(code), READ_LIMIT_MS);
    } catch (error) {
      if (stale && stale.answer !== 'unknown') return stale;
      throw error;
    }
  }

  private async read(code: string): Promise<{ answer: FoundLink }> {
    const link = await this.dataSource.getRepository(LinkEntity).findOneBy({ code });
    if (!link) return { answer: (await this.isRetired(code)) ? 'gone' : 'unknown' };
    const project = await this.dataSource.getRepository(ProjectEntity).findOneBy({ id: link.projectId });
    if (!project) return { answer: 'unknown' };
    return { answer: { link, project: await keyedProject(this.dataSource, project) } };
  }
}
