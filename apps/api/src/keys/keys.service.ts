import { ProblemException } from '@groundswell/platform';
import { ProjectKeyEntity, ProjectKeyStore } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import type { NewKey } from './key.dto.js';
import { type KeyOptions, newKey } from './new-key.js';

/**
 * Rotating is: make a new key, ship it, then revoke the old one. Both work in between, so nothing is lost.
 */
@Injectable()
export class KeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly known: ProjectKeyStore,
  ) {}

  create(projectId: number, { kind, name, ...more }: NewKey, caller: Principal): Promise<ProjectKeyEntity> {
    return this.dataSource.transaction(async (manager) => {
      const isClient = kind === 'client';
      const key = await newKey(manager, projectId, kind, { name, ...(isClient && more) });
      const detail = { kind, name, ...(isClient && more) };
      await this.audit.record(caller, projectId, 'key.create', `keys/${key.id}`, detail, manager);
      return key;
    });
  }

  /** @throws ProblemException 404 */
  async change(
    projectId: number,
    id: number,
    { name, revoked }: { name?: string; revoked?: true },
    caller: Principal,
  ): Promise<ProjectKeyEntity> {
    const changed = await this.dataSource.transaction(async (manager) => {
      const key = await find(manager, projectId, id);
      const revokedAt = revoked && !key.revokedAt ? new Date() : key.revokedAt;
      if (revokedAt !== key.revokedAt) {
        await this.audit.record(caller, projectId, 'key.revoke', `keys/${id}`, { kind: key.kind }, manager);
      }
      if (name !== undefined && name !== key.name) {
        await this.audit.record(caller, projectId, 'key.update', `keys/${id}`, { name }, manager);
      }
      return manager.save(Object.assign(key, { name: name ?? key.name, revokedAt }));
    });
    if (changed.revokedAt) this.known.forget(changed.kind, changed.key);
    return changed;
  }

  /** A new key like it; the old one works until it is revoked. @throws ProblemException 404, 409 */
  rotate(projectId: number, id: number, caller: Principal): Promise<ProjectKeyEntity> {
    return this.dataSource.transaction(async (manager) => {
      const { kind, revokedAt, ...like } = await find(manager, projectId, id);
      if (revokedAt)
        throw new ProblemException(409, `Key ${id} is revoked; make a new one instead.`).coded('key_revoked');
      const key = await newKey(manager, projectId, kind, optionsOf(like));
      await this.audit.record(caller, projectId, 'key.rotate', `keys/${key.id}`, { kind, of: id }, manager);
      return key;
    });
  }

  /** It stops at once in this process, within a second in others. Revoking again changes nothing. @throws ProblemException 404 */
  async revoke(projectId: number, id: number, caller: Principal): Promise<void> {
    const { kind, key } = await this.dataSource.transaction(async (manager) => {
      const key = await find(manager, projectId, id);
      if (key.revokedAt) return key;
      await manager.update(ProjectKeyEntity, id, { revokedAt: new Date() });
      await this.audit.record(caller, projectId, 'key.revoke', `keys/${id}`, { kind: key.kind }, manager);
      return key;
    });
    this.known.forget(kind, key);
  }
}

const optionsOf = ({ name, environment, remoteOnly, givesMembers }: KeyOptions): KeyOptions => ({
  name,
  environment,
  remoteOnly,
  givesMembers,
});

async function find(manager: EntityManager, projectId: number, id: number): Promise<ProjectKeyEntity> {
  const key = await manager.findOneBy(ProjectKeyEntity, { id, projectId });
  if (!key) throw new ProblemException(404, `This project has no key ${id}.`).coded('not_there', { id });
  return key;
}
