import { AuditLog } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../auth/principal.js';

/** Who changed what. Written with the change's own transaction where there is one (`manager`). */
@Injectable()
export class AuditService {
  constructor(private readonly log: AuditLog) {}

  /** `action` is `<thing>.<verb>`, `target` `<resource>/<id>`; `detail` never holds a secret. */
  async record(
    caller: Principal | null,
    projectId: number | null,
    action: string,
    target: string,
    detail: Record<string, unknown> = {},
    manager?: EntityManager,
  ): Promise<void> {
    await this.log.record({ projectId, userId: caller?.user.id ?? null, action, target, detail }, manager);
  }
}
