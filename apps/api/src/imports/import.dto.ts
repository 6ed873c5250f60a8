import type { ImportEntity } from '@groundswell/postgres';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

export const IMPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** For bodies that are the file itself; a multipart body may carry `mapping` and `format` as fields instead. */
export class NewImportQueryDto extends createZodDto(
  z.strictObject({
    mapping: z
      .string()
      .max(20_000)
      .optional()
      .describe('JSON, e.g. {"event":"name","distinctId":"user","timestamp":"ts"}'),
    fileName: z.string().min(1).max(300).optional(),
    format: z
      .enum(IMPORT_FORMATS)
      .optional()
      .describe('Told from content type, name or first byte when absent.'),
  }),
) {}

export class StartedImportDto extends createZodDto(z.object({ importId: z.uuid() })) {}

const importSchema = z.object({
  id: z.uuid(),
  state: z.enum(['running', 'done', 'failed']).describe('`done` means queryable.'),
  fileName: z.string(),
  rows: z.int().describe('Rows read so far.'),
  accepted: z.int(),
  rejected: z.int(),
  rejectedSample: z.array(z.object({ line: z.int(), reason: z.string() })).describe('The first 100.'),
  error: z.string().nullable().describe('Why it failed.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.infer<typeof importSchema>;
export class ImportDto extends createZodDto(importSchema) {}
export class ImportPageDto extends createZodDto(pageOf(importSchema)) {}

export function importView(row: ImportEntity): ImportView {
  return {
    id: row.id,
    state: row.state,
    fileName: row.fileName,
    rows: row.rows,
    accepted: row.accepted,
    rejected: row.rejected,
    rejectedSample: row.rejectedSample,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
