import { type FilterValue, type ListQuery, type Page, checkListFields } from './list-query.js';

type Cell = string | number | boolean | null;

/** Sorts, filters and pages rows that are few enough to be held, by the same convention as tables. */
export function pageOfRows<T extends { [K in keyof T]: Cell }>(
  rows: T[],
  fields: (keyof T & string)[],
  searched: (keyof T & string)[],
  query: ListQuery,
): Page<T> {
  checkListFields(query, fields, [...fields, 'q']);
  const kept = rows.filter((row) =>
    Object.entries(query.filter ?? {}).every(([field, value]) =>
      field === 'q' ? contains(row, searched, String(value)) : equals(row[field as keyof T], value),
    ),
  );
  const by = query.sort as (keyof T & string) | undefined;
  const direction = query.order === 'DESC' ? -1 : 1;
  const sorted = by ? [...kept].sort((a, b) => direction * compare(a[by], b[by])) : kept;
  const start = (query.page - 1) * query.perPage;
  return { data: sorted.slice(start, start + query.perPage), total: kept.length };
}

function equals(cell: Cell, value: FilterValue): boolean {
  return Array.isArray(value) ? value.includes(cell) : value === cell;
}

function contains<T extends { [K in keyof T]: Cell }>(row: T, fields: (keyof T)[], text: string): boolean {
  return fields.some((field) => String(row[field]).toLowerCase().includes(text.toLowerCase()));
}

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}
