import { ProblemException } from '@groundswell/platform';
import { Injectable, type Type } from '@nestjs/common';
import { DataSource, type DeepPartial, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';

/** A row that belongs to a project and counts its changes. */
export interface ProjectRow {
  id: number;
  projectId: number;
  version: number;
}

export interface Resource<T extends ProjectRow> {
  entity: Type<T>;
  /** One of them in words: `annotation`; also the first half of the audit action. */
  name: string;
  /** As in the URL: `annotations`. */
  path: string;
  /**
   * What else has to hold before a row is changed or removed. The row is locked by then, until the transaction ends.
   * @throws ProblemException
   */
  mayChange?(manager: EntityManager, row: T, values: Partial<T>): Promise<void>;
  mayRemove?(manager: EntityManager, row: T): Promise<void>;
}

/** Reads and audited writes of the things that members keep in a project. Never reaches a row of another project. */
@Injectable()
export class ProjectRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** @throws ProblemException 404 */
  async get<T extends ProjectRow>({ entity, name }: Resource<T>, projectId: number, id: number): Promise<T> {
    const where = { id, projectId } as FindOptionsWhere<T>;
    const row = await this.dataSource.getRepository(entity).findOneBy(where);
    if (!row)
      throw new ProblemException(404, `This project has no ${name} ${id}.`).coded('not_there', { id });
    return row;
  }

  /** @param shown what the audit log keeps of the values, where they hold what nobody may read */
  create<T extends ProjectRow>(
    resource: Resource<T>,
    projectId: number,
    values: Partial<Omit<T, keyof ProjectRow>>,
    caller: Principal,
    shown: object = values,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(resource.entity);
      const row = await rows.save(rows.create({ ...values, projectId } as unknown as DeepPartial<T>));
      await this.note('create', resource, row, shown, caller, manager);
      return row;
    });
  }

  /** @throws ProblemException 404, or 409 when `version` is given and not the latest */
  change<T extends ProjectRow>(
    resource: Resource<T>,
    projectId: number,
    id: number,
    { version, ...values }: { version?: number } & Partial<Omit<T, keyof ProjectRow>>,
    caller: Principal,
    shown: object = values,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, resource, projectId, id);
      if (version !== undefined && version !== row.version) throw stale(resource.name, row.version);
      await resource.mayChange?.(manager, row, values as Partial<T>);
      const saved = await manager.save(Object.assign(row, values));
      await this.note('update', resource, saved, shown, caller, manager);
      return saved;
    });
  }

  /** @throws ProblemException 404 */
  remove<T extends ProjectRow>(
    resource: Resource<T>,
    projectId: number,
    id: number,
    caller: Principal,
  ): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, resource, projectId, id);
      await resource.mayRemove?.(manager, row);
      await manager.delete(resource.entity, { id, projectId } as FindOptionsWhere<T>);
      await this.note('delete', resource, row, {}, caller, manager);
    });
  }

  private note<T extends ProjectRow>(
    verb: string,
    { name, path }: Resource<T>,
    { id, projectId }: ProjectRow,
    detail: object,
    caller: Principal,
    manager: EntityManager,
  ): Promise<void> {
    return this.audit.record(caller, projectId, `${name}.${verb}`, `${path}/${id}`, { ...detail }, manager);
  }
}

async function locked<T extends ProjectRow>(
  manager: EntityManager,
  { entity, name }: Resource<T>,
  projectId: number,
  id: number,
): Promise<T> {
  const where = { id, projectId } as FindOptionsWhere<T>;
  const row = await manager.findOne(entity, { where, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new ProblemException(404, `This project has no ${name} ${id}.`).coded('not_there', { id });
  return row;
}

function stale(name: string, latest: number): ProblemException {
  const message = `is not the latest version: the ${name} was changed meanwhile and is at version ${latest}`;
  return new ProblemException(409, `version ${message}. Read it again and repeat the change.`, [
    { path: 'version', message },
  ]).coded('stale_version', { version: latest });
}
