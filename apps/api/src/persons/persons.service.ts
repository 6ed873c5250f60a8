import { PersonEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { refuseUnfittingValues } from '../http/list-page.js';
import { type FilterValue, type ListQuery, type Page, checkListFields } from '../http/list-query.js';
import type { PersonView } from './person.dto.js';
import { PersonViews } from './person-views.js';

const SORTABLE = ['id', 'personId', 'identified', 'createdAt'];
const FILTERABLE = ['id', 'personId', 'distinctId', 'identified', 'q'];

/** People of a project; one who counts as another is not listed, and is found under the other. */
@Injectable()
export class PersonsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly views: PersonViews,
  ) {}

  async list(projectId: number, query: ListQuery): Promise<Page<PersonView>> {
    checkListFields(query, SORTABLE, FILTERABLE);
    const builder = this.ofProject(projectId);
    for (const [field, value] of Object.entries(query.filter ?? {})) narrow(builder, field, value);
    const sort = query.sort === undefined || query.sort === 'id' ? 'personId' : query.sort;
    builder.orderBy(`person.${sort}`, query.order ?? (query.sort ? 'ASC' : 'DESC'));
    if (sort !== 'personId') builder.addOrderBy('person.personId', 'DESC');
    builder.skip((query.page - 1) * query.perPage).take(query.perPage);
    const [rows, total] = await builder.getManyAndCount().catch(refuseUnfittingValues);
    const ids = rows.map(({ personId }) => personId);
    return { data: await this.views.list(projectId, ids), total };
  }

  private ofProject(projectId: number): SelectQueryBuilder<PersonEntity> {
    return this.dataSource
      .createQueryBuilder(PersonEntity, 'person')
      .select(['person.projectId', 'person.personId'])
      .where('person.projectId = :projectId', { projectId })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM alias_members a WHERE a.project_id = person.project_id
          AND a.person_id = person.person_id AND a.root_person_id <> a.person_id)`,
      );
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

/** Whoever the person of the name counts as. */
function byName(builder: SelectQueryBuilder<PersonEntity>, condition: string, parameters: object): void {
  builder.andWhere(
    `person.personId IN (
      SELECT coalesce(named.root_person_id, d.person_id) FROM distinct_ids d
      LEFT JOIN alias_members named ON named.project_id = d.project_id AND named.person_id = d.person_id
      WHERE d.project_id = :projectId AND ${condition})`,
    parameters,
  );
}

function startOf(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
