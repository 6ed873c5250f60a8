import type { StreamableFile } from '@nestjs/common';
import { createZodDto } from 'nestjs-zod';
import type { ObjectLiteral, Repository } from 'typeorm';
import { csvFile, csvOf } from './csv-of.js';
import { type ListSpec, filteredRows, refuseUnfittingValues } from './list-page.js';
import { listQuerySchema } from './list-query.js';

const AT_A_TIME = 1_000;

/** What a file is asked with: the filter of its list. */
export class ListFileQueryDto extends createZodDto(listQuerySchema.pick({ filter: true })) {}

interface FileSpec<T> {
  name: string;
  columns: readonly string[];
  view(row: T): object;
}

/**
 * All rows of a list that its filter keeps, the newest first; rows that come meanwhile are in none of its parts.
 * @throws ProblemException 400 for a filter that the list does not have, before the file begins
 */
export async function listFile<T extends ObjectLiteral>(
  repository: Repository<T>,
  list: ListSpec<T>,
  scope: Partial<T>,
  filter: ListFileQueryDto['filter'],
  { name, columns, view }: FileSpec<T>,
): Promise<StreamableFile> {
  const rowsBelow = async (last: T | undefined) => {
    const rows = filteredRows(repository, list, scope, filter).orderBy(`row.${list.id}`, 'DESC');
    if (last) rows.andWhere(`row.${list.id} < :last`, { last: last[list.id] });
    return rows.take(AT_A_TIME).getMany().catch(refuseUnfittingValues);
  };
  const first = await rowsBelow(undefined);
  const parts = (async function* () {
    yield csvOf(first.map(view), columns);
    for (let rows = first; rows.length === AT_A_TIME;) {
      rows = await rowsBelow(rows.at(-1));
      yield csvOf(rows.map(view), columns, false);
    }
  })();
  return csvFile(parts, name);
}
