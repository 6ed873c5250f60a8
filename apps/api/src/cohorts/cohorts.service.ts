import {
  type Audience,
  CLICKHOUSE,
  type ClickHouseClient,
  cohortOverlap,
  cohortPart,
  dropCohortMembers,
  takeDownCohort,
  type PartOfPeople,
} from '@groundswell/clickhouse';
import type { CohortDefinition } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { CohortEntity, CohortIds, type ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, QueryFailedError } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AudiencesService } from '../audiences/audiences.service.js';
import { CohortLists } from '../audiences/cohort-lists.js';
import type { Principal } from '../auth/principal.js';
import type { PartOfIds } from '../queries/people-file.js';
import { explain } from '../queries/query.service.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { CohortUsers } from './cohort-users.js';
import { MOST_IDS } from './cohort.dto.js';

export const COHORTS: Resource<CohortEntity> = { entity: CohortEntity, name: 'cohort', path: 'cohorts' };

type Given = Pick<CohortEntity, 'name' | 'description' | 'mode'> &
  ({ definition: CohortDefinition } | { ids: string[] });

/** Saved sets of people: made, counted, taken down anew. */
@Injectable()
export class CohortsService {
  constructor(
    private readonly rows: ProjectRows,
    private readonly users: CohortUsers,
    private readonly audiences: AudiencesService,
    private readonly lists: CohortLists,
    private readonly ids: CohortIds,
    private readonly audit: AuditService,
    private readonly dataSource: DataSource,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** @throws ProblemException 404 */
  get(projectId: number, id: number): Promise<CohortEntity> {
    return this.rows.get(COHORTS, projectId, id);
  }

  async create(project: ProjectEntity, given: Given, caller: Principal): Promise<CohortEntity> {
    const { name, description, mode } = given;
    const definition = 'definition' in given ? given.definition : null;
    // Before anything is kept: rules that cannot be asked are refused.
    if (definition) await this.sizeOf(project, definition);
    const kind = definition ? ('rules' as const) : ('list' as const);
    const values = { name, description, mode, kind, definition };
    const cohort = await this.rows
      .create(COHORTS, project.id, values, caller)
      .catch((error: unknown) => orNameInUse(error));
    if ('ids' in given) await this.ids.add(cohort, given.ids, this.dataSource.manager);
    return this.refresh(project, cohort);
  }

  async change(
    project: ProjectEntity,
    id: number,
    change: Partial<Pick<CohortEntity, 'name' | 'description' | 'mode' | 'version'>> & {
      definition?: CohortDefinition;
    },
    caller: Principal,
  ): Promise<CohortEntity> {
    const { kind } = await this.get(project.id, id);
    if (change.definition && kind === 'list') throw isList();
    if (change.definition) await this.sizeOf(project, change.definition);
    const cohort = await this.rows
      .change(COHORTS, project.id, id, change, caller)
      .catch((error: unknown) => orNameInUse(error));
    if (change.definition || change.mode) return this.refresh(project, cohort);
    return cohort;
  }

  /** @throws ProblemException 409 while it is used */
  async remove(project: ProjectEntity, id: number, caller: Principal): Promise<void> {
    const cohort = await this.get(project.id, id);
    await this.users.mustHaveNone(cohort);
    await this.rows.remove(COHORTS, project.id, id, caller);
    await this.forget({ ...cohort, generation: cohort.generation + 1 });
  }

  /** Takes its people down anew where they are taken down at all, and counts them. */
  async refresh(project: ProjectEntity, cohort: CohortEntity): Promise<CohortEntity> {
    if (cohort.kind === 'rules' && cohort.mode === 'live') return this.counted(project, cohort);
    const next = { ...cohort, generation: cohort.generation + 1, refreshedAt: new Date() };
    await (cohort.definition === null
      ? this.takeDownList(next)
      : this.takeDownRules(project, next, cohort.definition));
    await this.dataSource.query(
      'UPDATE cohorts SET generation = $2, refreshed_at = $3 WHERE id = $1 AND generation < $2',
      [cohort.id, next.generation, next.refreshedAt],
    );
    await this.forget(next);
    return this.counted(project, next);
  }

  /** @throws ProblemException 400 for a cohort by rules */
  async addIds(
    project: ProjectEntity,
    id: number,
    { ids, replace }: { ids: string[]; replace: boolean },
    caller: Principal,
  ): Promise<{ given: number; added: number; idCount: number; size: number }> {
    const cohort = await this.get(project.id, id);
    if (cohort.kind !== 'list') throw isByRules();
    const added = await this.dataSource.transaction(async (manager) => {
      if (replace) await this.ids.clear(id, manager);
      const fresh = await this.ids.add(cohort, ids, manager);
      if ((await this.ids.count(id, manager)) > MOST_IDS) throw tooMany();
      await this.audit.record(
        caller,
        project.id,
        'cohort.ids',
        `cohorts/${id}`,
        { ids: ids.length, replace },
        manager,
      );
      return fresh;
    });
    const { size } = await this.refresh(project, cohort);
    return { given: ids.length, added, idCount: await this.ids.count(id), size: size ?? 0 };
  }

  async sizeOf(project: ProjectEntity, definition: CohortDefinition): Promise<number> {
    const [[size = 0] = []] = await this.overlapOf(project, [{ id: 0, name: '', definition }]);
    return size;
  }

  /** @throws ProblemException 404 for one that the project does not have */
  async overlap(project: ProjectEntity, ids: number[]): Promise<number[][]> {
    const found = await this.dataSource
      .getRepository(CohortEntity)
      .findBy({ projectId: project.id, id: In(ids) });
    const cohorts = ids.map((id) => found.find((one) => one.id === id) ?? unknown(id));
    const settings = await this.audiences.withCohorts(project, cohorts).catch(explain);
    const people = await cohortOverlap(this.clickhouse, settings, settings.audiences.cohorts).catch(explain);
    await Promise.all(cohorts.map(({ id }, index) => this.note(id, people[index]?.[index] ?? 0)));
    return people;
  }

  async people(
    project: ProjectEntity,
    id: number,
    part: PartOfPeople,
  ): Promise<{ personIds: number[]; total: number }> {
    const cohort = await this.get(project.id, id);
    const settings = await this.audiences.withCohorts(project, [cohort]).catch(explain);
    const found = await cohortPart(this.clickhouse, settings, settings.audiences.cohorts[0]!, part).catch(
      explain,
    );
    await this.note(id, found.total);
    return found;
  }

  /** The same in parts, for a file: whom the cohort holds today is settled once. */
  async parts(project: ProjectEntity, id: number): Promise<PartOfIds> {
    const cohort = await this.get(project.id, id);
    const settings = await this.audiences.withCohorts(project, [cohort]).catch(explain);
    const [audience] = settings.audiences.cohorts;
    return async (part) => {
      const found = await cohortPart(this.clickhouse, settings, audience!, part).catch(explain);
      return found.personIds;
    };
  }

  private async overlapOf(project: ProjectEntity, cohorts: Audience[]): Promise<number[][]> {
    const settings = await this.audiences.withAudiences(project, cohorts).catch(explain);
    return cohortOverlap(this.clickhouse, settings, cohorts).catch(explain);
  }

  private async takeDownList(cohort: CohortEntity): Promise<void> {
    await this.ids.forget(cohort.id, this.dataSource.manager);
    await this.lists.takeDown(cohort).catch(explain);
  }

  private async takeDownRules(
    project: ProjectEntity,
    { id, name, generation }: CohortEntity,
    definition: CohortDefinition,
  ): Promise<void> {
    const cohort = { id, name, definition };
    const settings = await this.audiences.withAudiences(project, [cohort]).catch(explain);
    await takeDownCohort(this.clickhouse, settings, cohort, { id, generation }).catch(explain);
  }

  private async counted(project: ProjectEntity, cohort: CohortEntity): Promise<CohortEntity> {
    const [[size = 0] = []] = await this.overlap(project, [cohort.id]);
    return { ...cohort, size, sizedAt: new Date() };
  }

  /** Not as a change: nobody made one. */
  private async note(id: number, size: number): Promise<void> {
    await this.dataSource.query('UPDATE cohorts SET size = $2, sized_at = now() WHERE id = $1', [id, size]);
  }

  private async forget({ projectId, id, generation }: CohortEntity): Promise<void> {
    await dropCohortMembers(this.clickhouse, projectId, { id, generation }).catch(explain);
  }
}

function unknown(id: number): never {
  throw new ProblemException(404, `This project has no cohort ${id}.`).coded('not_there', { id });
}

function isList(): ProblemException {
  const message = 'goes with a cohort by rules; this one is a list of ids';
  return new ProblemException(400, `definition ${message}.`, [{ path: 'definition', message }]).coded(
    'is_list',
  );
}

function isByRules(): ProblemException {
  return new ProblemException(400, 'This cohort goes by rules; only a list takes ids.').coded('is_by_rules');
}

function tooMany(): ProblemException {
  const message = `would be more than ${MOST_IDS}`;
  return new ProblemException(400, `The ids of the cohort ${message}.`, [{ path: 'ids', message }]).coded(
    'cohort_full',
    { most: MOST_IDS },
  );
}

function orNameInUse(error: unknown): never {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
  if (code !== '23505') throw error;
  const message = 'is the name of another cohort; choose another one';
  throw new ProblemException(409, `name ${message}.`, [{ path: 'name', message }]).coded('name_in_use');
}
