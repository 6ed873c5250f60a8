import { ProblemException } from '@groundswell/platform';
import { DistinctIdEntity, PersonEntity, PersonMergeEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { refuseUnfittingValues } from '../http/list-page.js';
import { type FilterValue, type ListQuery, type Page, checkListFields } from '../http/list-query.js';
import type { PersonView } from './persons.controller.js';

const SORTABLE = ['id', 'personId', 'identified', 'createdAt'];
const FILTERABLE = ['id', 'personId', 'distinctId', 'identified', 'q'];
const MAX_DISTINCT_IDS = 100;

/** People of a project; one that was merged into another is not listed, and is found under the other. */
@Injectable()
export class PersonsService {
  constructor(private readonly dataSource: DataSource) {}

  async list(projectId: number, query: ListQuery): Promise<Page<PersonView>> {
    checkListFields(query, SORTABLE, FILTERABLE);
    const builder = this.ofProject(projectId);
    for (const [field, value] of Object.entries(query.filter ?? {})) narrow(builder, field, value);
    const sort = query.sort === undefined || query.sort === 'id' ? 'personId' : query.sort;
    builder.orderBy(`person.${sort}`, query.order ?? (query.sort ? 'ASC' : 'DESC'));
    if (sort !== 'personId') builder.addOrderBy('person.personId', 'DESC');
    builder.skip((query.page - 1) * query.perPage).take(query.perPage);
    const [rows, total] = await builder.getManyAndCount().catch(refuseUnfittingValues);
    return { data: await this.views(projectId, rows), total };
  }

  /** @throws ProblemException 404 */
  async get(projectId: number, personId: number): Promise<PersonView> {
    const merge = await this.dataSource
      .getRepository(PersonMergeEntity)
      .findOneBy({ projectId, fromPersonId: personId });
    const row = await this.dataSource
      .getRepository(PersonEntity)
      .findOneBy({ projectId, personId: merge?.intoPersonId ?? personId });
    const [view] = row ? await this.views(projectId, [row]) : [];
    if (!view) throw new ProblemException(404, `This project has no person ${personId}.`);
    return view;
  }

  private ofProject(projectId: number): SelectQueryBuilder<PersonEntity> {
    return this.dataSource
      .createQueryBuilder(PersonEntity, 'person')
      .where('person.projectId = :projectId', { projectId })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM person_merges m
          WHERE m.project_id = person.projectId AND m.from_person_id = person.personId)`,
      );
  }

  private async views(projectId: number, rows: PersonEntity[]): Promise<PersonView[]> {
    const ids = await this.distinctIds(
      projectId,
      rows.map(({ personId }) => personId),
    );
    return rows.map((row) => ({
      id: row.personId,
      personId: row.personId,
      distinctIds: ids.get(row.personId) ?? [],
      identified: row.identified,
      properties: row.properties,
      createdAt: row.createdAt.toISOString(),
    }));
  }

  private async distinctIds(projectId: number, personIds: number[]): Promise<Map<number, string[]>> {
    const found = new Map<number, string[]>();
    if (personIds.length === 0) return found;
    const rows = await this.dataSource
      .createQueryBuilder(DistinctIdEntity, 'name')
      .where('name.projectId = :projectId AND name.personId IN (:...personIds)', { projectId, personIds })
      .orderBy('name.distinctId')
      .take(personIds.length * MAX_DISTINCT_IDS)
      .getMany();
    for (const { personId, distinctId } of rows) {
      const names = found.get(personId) ?? [];
      if (names.length < MAX_DISTINCT_IDS) found.set(personId, [...names, distinctId]);
    }
    return found;
  }
}

function narrow(builder: SelectQueryBuilder<PersonEntity>, field: string, value: FilterValue): void {
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0) return void builder.andWhere('FALSE');
  if (field === 'q') return byName(builder, 'd.distinct_id LIKE :start', { start: startOf(String(value)) });
  if (field === 'distinctId')
    return byName(builder, 'd.distinct_id IN (:...names)', { names: values.map(String) });
  const column = field === 'id' ? 'personId' : field;
  builder.andWhere(`person.${column} IN (:...of_${field})`, { [`of_${field}`]: values });
}

function byName(builder: SelectQueryBuilder<PersonEntity>, condition: string, parameters: object): void {
  builder.andWhere(
    `person.personId IN (SELECT d.person_id FROM distinct_ids d WHERE d.project_id = :projectId AND ${condition})`,
    parameters,
  );
}

function startOf(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
