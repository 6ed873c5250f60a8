import { ProblemException } from '@groundswell/platform';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const scalar = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);
export const filterSchema = z.record(z.string(), z.union([scalar, z.array(scalar).max(1000)]));

const filterText = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    const parsed = filterSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    context.addIssue({
      code: 'custom',
      message: 'must be a JSON object of field names and values, e.g. {"state":"done"}',
    });
    return z.NEVER;
  });

/** `?page=1&perPage=25&sort=field&order=ASC&filter={json}` */
export const listQuerySchema = z.strictObject({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  perPage: z.coerce.number().int().min(1).max(1000).default(25),
  sort: z.string().max(100).optional(),
  order: z.enum(['ASC', 'DESC']).optional(),
  filter: filterText
    .optional()
    .describe('JSON object: a value means equal, a list means any of; `q` searches.'),
});
export class ListQueryDto extends createZodDto(listQuerySchema) {}

export type ListQuery = z.infer<typeof listQuerySchema>;
export type FilterValue = z.infer<typeof scalar> | z.infer<typeof scalar>[];

export interface Page<T> {
  data: T[];
  total: number;
}

/** Schema of a page of `item`, for the OpenAPI document and the serialiser. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), total: z.int() });
}

/** @throws ProblemException 400 naming a sort or filter field that the list does not have. */
export function checkListFields(
  { sort, filter = {} }: ListQuery,
  sortable: readonly string[],
  filterable: readonly string[],
): void {
  checkSortField(sort, sortable);
  checkFilterFields(filter, filterable);
}

/** @throws ProblemException 400 naming a sort field that the list does not have. */
export function checkSortField(sort: string | undefined, known: readonly string[]): void {
  if (sort !== undefined && !known.includes(sort)) throw unknownField('sort', sort, known);
}

/** @throws ProblemException 400 naming a filter field that the list does not have. */
export function checkFilterFields(filter: z.infer<typeof filterSchema>, known: readonly string[]): void {
  const unknown = Object.keys(filter).find((field) => !known.includes(field));
  if (unknown !== undefined) throw unknownField(`filter.${unknown}`, unknown, known);
}

function unknownField(path: string, field: string, known: readonly string[]): ProblemException {
  const message = `"${field.slice(0, 100)}" is not a field of this list; use one of: ${known.join(', ')}`;
  return new ProblemException(400, `${message}.`, [{ path, message }]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
