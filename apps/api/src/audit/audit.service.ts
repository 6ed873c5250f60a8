import { AuditEntryEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { Principal } from '../auth/principal.js';

/** Who changed what. Written with the change's own transaction where there is one (`manager`). */
@Injectable()
export class AuditService {
  constructor(@InjectRepository(AuditEntryEntity) private readonly entries: Repository<AuditEntryEntity>) {}

  /** `action` is `<thing>.<verb>`, `target` `<resource>/<id>`; `detail` never holds a secret. */
  async record(
    caller: Principal | null,
    projectId: number | null,
    action: string,
    target: string,
    detail: Record<string, unknown> = {},
    manager?: EntityManager,
  ): Promise<void> {
    const entries = manager?.getRepository(AuditEntryEntity) ?? this.entries;
    await entries.save(
      entries.create({ projectId, userId: caller?.user.id ?? null, action, target, detail }),
    );
  }
}
