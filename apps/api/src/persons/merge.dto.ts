import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';
import { personSchema } from './person.dto.js';

const personId = z.int().min(1).max(2_147_483_647);
const pair = z.strictObject({
  from: personId.describe('Person who shall count as `into`.'),
  into: personId.describe('Person who stays.'),
});

export class PreviewMergeDto extends createZodDto(pair) {}
export class MergeDto extends createZodDto(
  pair.extend({ reason: z.string().trim().min(1).max(500).optional().describe('Shown in the log.') }),
) {}

const conflict = z.object({
  property: z.string(),
  from: z.unknown(),
  into: z.unknown(),
  kept: z.unknown().describe('What the merged person shows: that of `into`.'),
});
export const mergePreviewSchema = z.object({
  from: personSchema,
  into: personSchema,
  conflicts: z.array(conflict).describe('Properties that both have and that differ.'),
  result: personSchema.describe('The person as it will be.'),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;
export class MergePreviewDto extends createZodDto(mergePreviewSchema) {}

export const mergeSchema = z.object({
  id: z.int(),
  fromPersonId: z.int(),
  intoPersonId: z.int(),
  fromDistinctId: z.string().nullable(),
  intoDistinctId: z.string().nullable(),
  state: z
    .enum(['active', 'undone', 'superseded'])
    .describe(
      '`superseded`: an identify made one of the two a device of somebody, so nothing is merged by it.',
    ),
  by: z.enum(['event', 'member']),
  eventId: z.string().nullable().describe('Message id of the alias event.'),
  email: z
    .string()
    .nullable()
    .describe('The member who merged them; null for an event or an account that is gone.'),
  reason: z.string().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endedByEmail: z.string().nullable(),
});
export type MergeView = z.infer<typeof mergeSchema>;
export class MergePageDto extends createZodDto(pageOf(mergeSchema)) {}
export class MergedDto extends createZodDto(
  mergeSchema.extend({
    published: z
      .boolean()
      .describe('False while ClickHouse is away: reports follow within seconds of its return.'),
  }),
) {}
