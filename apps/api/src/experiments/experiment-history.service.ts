import type { ExperimentChange } from '@groundswell/contracts';
import { AuditEntryEntity, type ExperimentEntity, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { ListQuery, Page } from '../http/list-query.js';
import { type ListSpec, listPage } from '../http/list-page.js';

const LIST: ListSpec<AuditEntryEntity> = { fields: ['id', 'action', 'createdAt'], id: 'id' };

/** The audit log of one experiment, which whoever reads its results may see. */
@Injectable()
export class ExperimentHistory {
  constructor(
    @InjectRepository(AuditEntryEntity) private readonly entries: Repository<AuditEntryEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
  ) {}

  async page(
    { id, projectId, startedAt }: ExperimentEntity,
    query: ListQuery,
  ): Promise<Page<ExperimentChange>> {
    const scope = { projectId, target: `experiments/${id}` };
    const page = await listPage(this.entries, LIST, scope, query);
    const emails = await this.emailsOf(page.data);
    const data = page.data.map((entry) => ({
      id: entry.id,
      action: entry.action,
      email: (entry.userId !== null && emails.get(entry.userId)) || null,
      detail: entry.detail,
      afterStart: entry.action !== 'experiment.start' && startedAt !== null && entry.createdAt >= startedAt,
      createdAt: entry.createdAt.toISOString(),
    }));
    return { data, total: page.total };
  }

  private async emailsOf(entries: AuditEntryEntity[]): Promise<Map<number, string>> {
    const ids = entries.flatMap(({ userId }) => userId ?? []);
    const users = await this.users.findBy({ id: In([...new Set(ids)]) });
    return new Map(users.map(({ id, email }) => [id, email]));
  }
}
