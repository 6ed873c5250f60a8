import { EXPORT_FORMATS, importMappingSchema } from '@groundswell/ingestion';
import type { ImportEntity } from '@groundswell/postgres';
import { IANAZone } from 'luxon';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { codedReason, codeOfReason } from '../http/coded-reason.js';
import { pageOf } from '../http/list-query.js';
import { IMPORT_FORMATS } from './import-format.js';

const timeZone = z
  .string()
  .max(60)
  .refine((zone) => IANAZone.isValidZone(zone), 'is no IANA time zone');

/** For bodies that are the file itself; a multipart body may carry `mapping` and `format` as fields instead. */
export class NewImportQueryDto extends createZodDto(
  z.strictObject({
    mapping: z
      .string()
      .max(20_000)
      .optional()
      .describe(
        'JSON, e.g. {"event":"name","distinctId":"user","timestamp":"ts"}; exports that are known need none.',
      ),
    fileName: z.string().min(1).max(300).optional(),
    format: z
      .enum(IMPORT_FORMATS)
      .optional()
      .describe('How the file is written, or whose export it is. Told from the content when absent.'),
    timeZone: timeZone
      .optional()
      .describe('IANA zone that times of a Mixpanel project from before 2023 count in; UTC when absent.'),
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
  duplicates: z
    .int()
    .nullable()
    .describe(
      'Accepted rows that changed nothing, as their message ids were stored before; null until it is done.',
    ),
  progress: z.number().describe('Share of the file that is read, 0..1.'),
  format: z
    .string()
    .nullable()
    .describe('Whose export it was read as, or how the file was said to be written.'),
  rejectedSample: z
    .array(z.object({ line: z.int(), file: z.string().optional(), reason: z.string(), ...codedReason }))
    .describe('The first 100.'),
  error: z.string().nullable().describe('Why it failed.'),
  errorCode: z.object(codedReason).nullable().describe('What `error` is known by in other languages.'),
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
    duplicates: row.duplicates,
    progress: row.progress,
    format: row.format,
    rejectedSample: row.rejectedSample.map((one) => ({ ...one, ...codeOfReason(one.reason) })),
    error: row.error,
    errorCode: row.error === null ? null : codeOfReason(row.error),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

const jsonObject = z.record(z.string(), z.unknown());

/** The first rows of a file, as its columns read. */
export class PreviewDto extends createZodDto(
  z.strictObject({
    rows: z.array(jsonObject).min(1).max(50),
    mapping: importMappingSchema.optional().describe('As for the import; exports that are known need none.'),
    format: z
      .enum(EXPORT_FORMATS)
      .optional()
      .describe('Told from the rows when neither it nor a mapping is given.'),
    timeZone: timeZone.optional(),
  }),
) {}

/** The beginning of a packed file, for whom cannot unpack it. */
export class PackedHeadDto extends createZodDto(
  z.strictObject({
    packing: z.enum(['zstd', 'brotli']),
    bytes: z.base64().min(4).max(400_000).describe('Up to 300,000 bytes; where they end is no error.'),
  }),
) {}

export class UnpackedHeadDto extends createZodDto(
  z.object({ bytes: z.base64().describe('What it unpacks to, up to 256 KiB.') }),
) {}

const previewedEvent = z.object({
  line: z.int(),
  reason: z.string().nullable().describe('Why the row would be refused; then all else is null.'),
  ...codedReason,
  event: z.string().nullable(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  timestamp: z.iso.datetime().nullable(),
  platform: z.string().nullable(),
  properties: jsonObject.nullable(),
});
export type PreviewedEvent = z.infer<typeof previewedEvent>;

export class PreviewedDto extends createZodDto(
  z.object({
    format: z
      .enum(EXPORT_FORMATS)
      .nullable()
      .describe('Whose export the rows are; null where a mapping is needed.'),
    events: z.array(previewedEvent).describe('One for each row; empty where a mapping is needed.'),
  }),
) {}
