import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, IsNull } from 'typeorm';
import { inTime } from '../connection/in-time.js';
import { type KeyedProject, keyedProject } from './keyed-project.js';
import { ProjectKeyEntity } from './project-key.entity.js';
import { ProjectEntity } from './project.entity.js';

export type KeyKind = ProjectKeyEntity['kind'];

/** A key that another process revoked is refused, and a new one known, after this long at the latest. */
const FRESH_MS = 1_000;
/** One that is in use is read again in the background from this age on, so that nobody waits for it. */
const AHEAD_MS = 500;
/** Wrong keys are remembered too, within this bound. */
const MAX_KEYS = 10_000;
const MAX_KEY_LENGTH = 200;
/** A PostgreSQL that hangs must not hang those who ask with it. */
const READ_LIMIT_MS = 2_000;

/** A public key, and what it is for. */
export interface KnownKey {
  id: number;
  project: KeyedProject;
  /** Client keys: whose flags they read. */
  environment: string;
  /** Client keys: rules are not given out. */
  remoteOnly: boolean;
  /** Client keys: ids of members of cohorts are given out with the rules. */
  givesMembers: boolean;
}

interface Answer {
  known: KnownKey | null;
}

/** Which project a public key belongs to. */
@Injectable()
export class ProjectKeyStore {
  private readonly answers = new LRUCache<string, Answer>({
    max: MAX_KEYS,
    ttl: FRESH_MS,
    // What is too old is still there for when PostgreSQL is away.
    noDeleteOnStaleGet: true,
    fetchMethod: (cacheKey, stale) => this.readOrKeep(cacheKey, stale),
  });

  constructor(private readonly dataSource: DataSource) {}

  /** Null for a key that is unknown, revoked, or of another kind. Rejects when PostgreSQL is away and it is not known as valid. */
  async findProject(kind: KeyKind, key: string): Promise<KeyedProject | null> {
    return (await this.find(kind, key))?.project ?? null;
  }

  /** As `findProject`, with what is known of the key itself. */
  async find(kind: KeyKind, key: string): Promise<KnownKey | null> {
    if (!key || key.length > MAX_KEY_LENGTH || key.includes('\0')) return null;
    const cacheKey = `${kind}:${key}`;
    const now = this.answers.get(cacheKey);
    if (now === undefined) return (await this.answers.fetch(cacheKey))?.known ?? null;
    if (this.answers.getRemainingTTL(cacheKey) < FRESH_MS - AHEAD_MS) {
      void this.answers.fetch(cacheKey, { forceRefresh: true }).catch(() => undefined);
    }
    return now.known;
  }

  /** After a key was revoked in this process, so that it stops at once. */
  forget(kind: KeyKind, key: string): void {
    this.answers.delete(`${kind}:${key}`);
  }

  /**
   * While PostgreSQL is away a key that was valid stays so: better than refusing events that can be kept. One that was
   * not may have been made since, and who is told that it is wrong does not come again.
   */
  private async readOrKeep(cacheKey: string, stale: Answer | undefined): Promise<Answer> {
    try {
      return await inTime(this.read(cacheKey), READ_LIMIT_MS);
    } catch (error) {
      if (stale?.known) return stale;
      throw error;
    }
  }

  private async read(cacheKey: string): Promise<Answer> {
    const separator = cacheKey.indexOf(':');
    const kind = cacheKey.slice(0, separator) as KeyKind;
    const found = await this.dataSource
      .getRepository(ProjectKeyEntity)
      .findOneBy({ kind, key: cacheKey.slice(separator + 1), revokedAt: IsNull() });
    if (!found) return { known: null };
    const row = await this.dataSource.getRepository(ProjectEntity).findOneBy({ id: found.projectId });
    if (!row) return { known: null };
    const { id, environment, remoteOnly, givesMembers } = found;
    const project = await keyedProject(this.dataSource, row);
    return { known: { id, environment, remoteOnly, givesMembers, project } };
  }
}
