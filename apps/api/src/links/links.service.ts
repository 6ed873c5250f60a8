import { ProblemException } from '@groundswell/platform';
import { LinkEntity, LinkStore } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { QueryFailedError } from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';

export const LINKS: Resource<LinkEntity> = { entity: LinkEntity, name: 'link', path: 'links' };

/** Without what is read as something else in print: 0 and O, 1, l and I. */
const LETTERS = '23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 8;

type LinkValues = Pick<LinkEntity, 'name' | 'destination' | 'utm' | 'enabled' | 'expiresAt'>;

/** Writes of links; redirects of this process see them at once. */
@Injectable()
export class LinksService {
  constructor(
    private readonly rows: ProjectRows,
    private readonly store: LinkStore,
  ) {}

  /** @throws ProblemException 409 where the code is or was in use */
  async create(
    projectId: number,
    values: LinkValues & { code?: string },
    caller: Principal,
  ): Promise<LinkEntity> {
    const code = values.code ?? newCode();
    if (await this.store.isRetired(code)) throw codeInUse();
    const link = await this.rows.create(LINKS, projectId, { ...values, code }, caller).catch(orCodeInUse);
    this.store.forget(code);
    return link;
  }

  async change(
    projectId: number,
    id: number,
    change: Partial<LinkValues> & { version?: number },
    caller: Principal,
  ): Promise<LinkEntity> {
    const link = await this.rows.change(LINKS, projectId, id, change, caller);
    this.store.forget(link.code);
    return link;
  }

  /** A new code; the old one answers 410 from now on, and nobody gets it again. */
  async rotate(projectId: number, id: number, caller: Principal): Promise<LinkEntity> {
    const { code } = await this.rows.get(LINKS, projectId, id);
    await this.store.retire(code);
    const link = await this.rows.change(LINKS, projectId, id, { code: newCode() }, caller);
    this.store.forget(code);
    return link;
  }

  async remove(projectId: number, id: number, caller: Principal): Promise<void> {
    const { code } = await this.rows.get(LINKS, projectId, id);
    await this.store.retire(code);
    await this.rows.remove(LINKS, projectId, id, caller);
    this.store.forget(code);
  }
}

function newCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

function orCodeInUse(error: unknown): never {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
  if (code === '23505') throw codeInUse();
  throw error;
}

function codeInUse(): ProblemException {
  const message = 'is in use, or was; choose another one or leave it out';
  return new ProblemException(409, `code ${message}.`, [{ path: 'code', message }]).coded('code_in_use');
}
