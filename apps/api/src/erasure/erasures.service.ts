import { ProblemException } from '@groundswell/platform';
import { ErasureEntity, ErasureStore, PersonGroups, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, Repository } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import type { ListQuery, Page } from '../http/list-query.js';
import type { ErasureView, RequestErasureDto } from './erasure.dto.js';
import { ErasureWorker } from './erasure-worker.js';

const LIST: ListSpec<ErasureEntity> = {
  fields: ['id', 'state', 'requestedBy', 'requestedAt', 'finishedAt'],
  search: ['reason'],
  id: 'id',
};

@Injectable()
export class ErasuresService {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(ErasureEntity) private readonly rows: Repository<ErasureEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly store: ErasureStore,
    private readonly groups: PersonGroups,
    private readonly audit: AuditService,
    private readonly worker: ErasureWorker,
  ) {}

  /** @throws ProblemException 400, 404 */
  async request(
    projectId: number,
    { personId, distinctId, reason }: RequestErasureDto,
    caller: Principal,
  ): Promise<ErasureView & { erasureId: number }> {
    if (reason !== undefined) mustNameNobody(reason, distinctId);
    // An id may be asked for before any of its events is stored; a number is only ever given to somebody who is.
    if (personId !== undefined && (await this.groups.rootOf(projectId, personId)) === null) {
      throw new ProblemException(404, `This project has no person ${personId}.`);
    }
    const asked = { projectId, personId, distinctId, reason, userId: caller.user.id };
    const erasure = await this.dataSource.transaction(async (manager) => {
      const row = await this.store.request(asked, manager);
      await this.audit.record(caller, projectId, 'erasure.request', `erasures/${row.id}`, {}, manager);
      return row;
    });
    this.worker.wake();
    return { ...(await this.get(projectId, erasure.id)), erasureId: erasure.id };
  }

  async list(projectId: number, query: ListQuery): Promise<Page<ErasureView>> {
    const page = await listPage(this.rows, LIST, { projectId }, query);
    return { data: await this.toViews(page.data), total: page.total };
  }

  /** @throws ProblemException 404 */
  async get(projectId: number, id: number): Promise<ErasureView> {
    const row = await this.rows.findOneBy({ id, projectId });
    if (!row)
      throw new ProblemException(404, `This project has no erasure ${id}.`).coded('not_there', { id });
    const [view] = await this.toViews([row]);
    return view!;
  }

  private async toViews(rows: ErasureEntity[]): Promise<ErasureView[]> {
    const ids = rows.map(({ requestedBy }) => requestedBy).filter((id) => id !== null);
    const known = await this.users.findBy({ id: In([...new Set(ids)]) });
    const emails = new Map<number | null, string>(known.map(({ id, email }) => [id, email]));
    return rows.map((row) => ({
      id: row.id,
      state: row.state,
      reason: row.reason,
      requestedBy: row.requestedBy,
      requestedByEmail: emails.get(row.requestedBy) ?? null,
      requestedAt: row.requestedAt.toISOString(),
      receivedUntil: row.receivedUntil?.toISOString() ?? null,
      finishedAt: row.finishedAt?.toISOString() ?? null,
      eventsRemoved: row.eventsRemoved,
      rowsRemoved: row.rowsRemoved,
      error: row.error,
    }));
  }
}

/** The log outlives the person, so it must not say who it was. */
function mustNameNobody(reason: string, distinctId?: string): void {
  if (!/\S@\S/.test(reason) && !(distinctId && reason.includes(distinctId))) return;
  const message =
    'must not say who the person is: it stays in the log; e.g. "asked for by e-mail, ticket 17"';
  throw new ProblemException(400, `reason ${message}.`, [{ path: 'reason', message }]);
}
