import { ProblemException } from '@groundswell/platform';
import { type ObjectLiteral, QueryFailedError, type Repository, type SelectQueryBuilder } from 'typeorm';
import {
  type FilterValue,
  type ListQuery,
  type Page,
  checkFilterFields,
  checkSortField,
} from './list-query.js';

export interface ListSpec<T> {
  /** Properties that may be sorted and filtered by. */
  fields: (keyof T & string)[];
  /** Properties that `filter.q` looks into. */
  search?: (keyof T & string)[];
  /** Unique property that breaks ties, and the default order (descending). */
  id: keyof T & string;
}

/** One page of a table in react-admin's convention; `scope` is what every row must have (the project). */
export async function listPage<T extends ObjectLiteral>(
  repository: Repository<T>,
  spec: ListSpec<T>,
  scope: Partial<T>,
  query: ListQuery,
): Promise<Page<T>> {
  checkSortField(query.sort, spec.fields);
  const builder = filteredRows(repository, spec, scope, query.filter);
  builder.orderBy(`row.${query.sort ?? spec.id}`, query.order ?? (query.sort ? 'ASC' : 'DESC'));
  // Without a unique last key, pages could overlap.
  if (query.sort !== undefined && query.sort !== spec.id) builder.addOrderBy(`row.${spec.id}`, 'DESC');
  builder.skip((query.page - 1) * query.perPage).take(query.perPage);
  const [data, total] = await builder.getManyAndCount().catch(refuseUnfittingValues);
  return { data, total };
}

/**
 * Rows of a list that its filter keeps; the caller orders and limits them.
 * @throws ProblemException 400 for a field that the list does not have
 */
export function filteredRows<T extends ObjectLiteral>(
  repository: Repository<T>,
  spec: ListSpec<T>,
  scope: Partial<T>,
  filter: ListQuery['filter'] = {},
): SelectQueryBuilder<T> {
  checkFilterFields(filter, spec.search ? [...spec.fields, 'q'] : spec.fields);
  const builder = repository.createQueryBuilder('row').where(scope);
  for (const [field, value] of Object.entries(filter)) narrow(builder, spec, field, value);
  return builder;
}

function narrow<T extends ObjectLiteral>(
  builder: SelectQueryBuilder<T>,
  spec: ListSpec<T>,
  field: string,
  value: FilterValue,
): void {
  if (field === 'q') return search(builder, spec.search ?? [], String(value));
  if (value === null) return void builder.andWhere(`row.${field} IS NULL`);
  const parameter = `filter_${field}`;
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0) return void builder.andWhere('FALSE');
  builder.andWhere(`row.${field} IN (:...${parameter})`, { [parameter]: values });
}

function search<T extends ObjectLiteral>(
  builder: SelectQueryBuilder<T>,
  fields: string[],
  text: string,
): void {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const anywhere = fields.map((field) => `row.${field} ILIKE :searched`).join(' OR ');
  builder.andWhere(`(${anywhere})`, { searched: pattern });
}

/** PostgreSQL's class 22: a value that the column's type cannot take. It is the caller's, not ours. */
export function refuseUnfittingValues(error: unknown): never {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
  if (code?.startsWith('22')) {
    const message = 'a value does not fit the type of its field';
    throw new ProblemException(400, `filter: ${message}.`, [{ path: 'filter', message }]);
  }
  throw error;
}
