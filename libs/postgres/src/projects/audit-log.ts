import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditEntryEntity } from './audit-entry.entity.js';

export interface AuditEntry {
  projectId?: number | null;
  userId?: number | null;
  /** `project.create`, `key.rotate`, … */
  action: string;
  /** What was touched, e.g. `keys/4`. */
  target: string;
  /** Never a secret. */
  detail?: Record<string, unknown>;
}

@Injectable()
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  /** Give the manager of the transaction that makes the change, so that both happen or neither. */
  async record(entry: AuditEntry, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.getRepository(AuditEntryEntity).insert({
      projectId: entry.projectId ?? null,
      userId: entry.userId ?? null,
      action: entry.action,
      target: entry.target,
      detail: (entry.detail ?? {}) as object,
    });
  }
}
