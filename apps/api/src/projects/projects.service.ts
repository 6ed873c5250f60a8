import { dataRange, type ClickHouseClient, CLICKHOUSE } from '@groundswell/clickhouse';
import { ProblemException } from '@groundswell/platform';
import { MemberEntity, ProjectEntity, UserEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { newKey } from '../keys/new-key.js';
import { type ChangeProjectDto, type NewProject, newProjectSchema } from './project.dto.js';

export interface CreatedProject extends ProjectEntity {
  writeKey: string;
  clientKey: string;
}

@Injectable()
export class ProjectsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /**
   * Makes a project with one key of each kind. Its owner is the caller, or, when the product itself makes it,
   * the first account there is.
   */
  create(
    input: NewProject,
    { caller = null, demo = false }: { caller?: Principal | null; demo?: boolean } = {},
  ): Promise<CreatedProject> {
    const values = newProjectSchema.parse(input);
    return this.dataSource.transaction(async (manager) => {
      const projects = manager.getRepository(ProjectEntity);
      const project = await projects.save(projects.create({ ...values, demo }));
      const userId = caller?.user.id ?? (await firstUserId(manager));
      if (userId !== null)
        await manager.insert(MemberEntity, { projectId: project.id, userId, role: 'owner' });
      const writeKey = await newKey(manager, project.id, 'write');
      const clientKey = await newKey(manager, project.id, 'client');
      await this.audit.record(
        caller,
        project.id,
        'project.create',
        `projects/${project.id}`,
        values,
        manager,
      );
      return { ...project, writeKey: writeKey.key, clientKey: clientKey.key };
    });
  }

  /** Who owns or administers a project may make another; so may somebody who is in none yet. */
  async mayCreate(userId: number): Promise<boolean> {
    const memberships = await this.dataSource.getRepository(MemberEntity).findBy({ userId });
    return memberships.length === 0 || memberships.some(({ role }) => role === 'owner' || role === 'admin');
  }

  /** @throws ProblemException 409 when `version` is stale, or the zone would change under existing events. */
  async change(project: ProjectEntity, change: ChangeProjectDto, caller: Principal): Promise<ProjectEntity> {
    const { version, ...values } = change;
    if (values.timeZone !== undefined && values.timeZone !== project.timeZone) {
      await this.mustBeEmpty(project.id);
    }
    return this.dataSource.transaction(async (manager) => {
      const current = await manager.findOneOrFail(ProjectEntity, {
        where: { id: project.id },
        lock: { mode: 'pessimistic_write' },
      });
      if (version !== undefined && version !== current.version) throw stale(current.version);
      if (current.zoneFixed && (values.timeZone ?? current.timeZone) !== current.timeZone) throw zoneFixed();
      const saved = await manager.save(Object.assign(current, values));
      await this.audit.record(
        caller,
        project.id,
        'project.update',
        `projects/${project.id}`,
        values,
        manager,
      );
      return saved;
    });
  }

  /**
   * The project and all that was configured and known in it are gone when this resolves; its events follow
   * (ProjectRemover), and what the log holds of it is passed over from now on. Codes of its links stay taken.
   * @param caller null for the product itself, which may load a demo anew; one that somebody deleted is not loaded again
   */
  async remove({ id, name, demo }: ProjectEntity, caller: Principal | null): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM projects WHERE id = $1 FOR UPDATE', [id]);
      await manager.query('INSERT INTO deleted_projects (id, demo) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        id,
        demo && caller !== null,
      ]);
      await manager.query(
        'INSERT INTO retired_link_codes (code) SELECT code FROM links WHERE project_id = $1 ON CONFLICT DO NOTHING',
        [id],
      );
      await manager.delete(ProjectEntity, id);
      // Who did what stays; what it was about goes.
      await manager.query(`UPDATE audit_log SET detail = '{}' WHERE project_id = $1`, [id]);
      await this.audit.record(caller, id, 'project.delete', `projects/${id}`, { name }, manager);
    });
  }

  range(projectId: number): Promise<{ firstDay: string; lastDay: string } | null> {
    return dataRange(this.clickhouse, projectId);
  }

  private async mustBeEmpty(projectId: number): Promise<void> {
    if ((await this.range(projectId)) === null) return;
    throw zoneFixed();
  }
}

function zoneFixed(): ProblemException {
  const message = 'cannot change once there are events: their days were counted in the present zone';
  return new ProblemException(409, `The time zone ${message}.`, [{ path: 'timeZone', message }]).coded(
    'zone_fixed',
  );
}

async function firstUserId(manager: EntityManager): Promise<number | null> {
  const [first] = await manager.find(UserEntity, { order: { id: 'ASC' }, take: 1 });
  return first?.id ?? null;
}

function stale(latest: number): ProblemException {
  return new ProblemException(
    409,
    `The project was changed meanwhile (it is at version ${latest}). Read it again and repeat the change.`,
  ).coded('stale_version', { version: latest });
}
