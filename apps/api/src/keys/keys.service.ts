import { ProblemException } from '@groundswell/platform';
import { ProjectKeyEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import type { NewKey } from './key.dto.js';
import { newKey } from './new-key.js';

/**
 * Rotating is: make a new key, ship it, then revoke the old one. Both work in between, so nothing is lost.
 */
@Injectable()
export class KeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  create(projectId: number, { kind, ...more }: NewKey, caller: Principal): Promise<ProjectKeyEntity> {
    return this.dataSource.transaction(async (manager) => {
      const isClient = kind === 'client';
      const key = await newKey(manager, projectId, kind, isClient ? more : {});
      const detail = isClient ? { kind, ...more } : { kind };
      await this.audit.record(caller, projectId, 'key.create', `keys/${key.id}`, detail, manager);
      return key;
    });
  }

  /** Revoking again changes nothing. @throws ProblemException 404 */
  revoke(projectId: number, id: number, caller: Principal): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const key = await manager.findOneBy(ProjectKeyEntity, { id, projectId });
      if (!key) throw new ProblemException(404, `This project has no key ${id}.`);
      if (key.revokedAt) return;
      await manager.update(ProjectKeyEntity, id, { revokedAt: new Date() });
      await this.audit.record(caller, projectId, 'key.revoke', `keys/${id}`, { kind: key.kind }, manager);
    });
  }
}
