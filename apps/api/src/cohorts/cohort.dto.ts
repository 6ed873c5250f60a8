import { COHORT_KINDS, COHORT_MODES, COHORT_REACHES, cohortDefinitionSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

export const MOST_IDS = 100_000;

const name = z.string().trim().min(1).max(200);
const description = z.string().trim().max(2_000);
const mode = z
  .enum(COHORT_MODES)
  .describe(
    'live: whoever it is true of when a question is asked; static: whoever it was true of when refreshed.',
  );
const definition = cohortDefinitionSchema.describe('Of whom which rules are true.');
const ids = z
  .array(z.string().min(1).max(1_000))
  .max(MOST_IDS)
  .describe('Ids of people, as events are sent with.');
const csv = z
  .string()
  .min(1)
  .describe('A column of ids; with others, the one named id, distinct_id or user_id, else the first.');

export class NewCohortDto extends createZodDto(
  z
    .strictObject({
      name,
      description: description.default(''),
      mode: mode.default('live'),
      definition: definition.optional(),
      ids: ids.optional(),
      csv: csv.optional(),
    })
    .superRefine((body, context) => {
      const given = (['definition', 'ids', 'csv'] as const).filter((field) => body[field] !== undefined);
      if (given.length === 1) return;
      const message = 'exactly one of definition, ids and csv says who is in it';
      context.addIssue({ code: 'custom', path: [given[1] ?? 'definition'], message });
    }),
) {}

export class ChangeCohortDto extends createZodDto(
  z.strictObject({
    name: name.optional(),
    description: description.optional(),
    mode: mode.optional(),
    definition: definition.optional(),
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

export class CohortPreviewDto extends createZodDto(z.strictObject({ definition })) {}
export class CohortSizeDto extends createZodDto(z.object({ size: z.int() })) {}

export class CohortIdsDto extends createZodDto(
  z
    .strictObject({
      ids: ids.optional(),
      csv: csv.optional(),
      replace: z.boolean().default(false).describe('True: these alone; false: these too.'),
    })
    .refine((body) => (body.ids === undefined) !== (body.csv === undefined), {
      path: ['ids'],
      message: 'or csv says which: exactly one of the two',
    }),
) {}

export class CohortFileDto extends createZodDto(z.strictObject({ csv })) {}
export class CohortFilePreviewDto extends createZodDto(
  z.object({
    given: z.int().describe('Ids in the file, each once.'),
    column: z
      .string()
      .nullable()
      .describe('Name of the column that they stand in; null: the first, which has none.'),
    sample: z.array(z.string()).describe('The first of them.'),
  }),
) {}

const cohortSchema = z.object({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(COHORT_KINDS),
  mode: z.enum(COHORT_MODES),
  definition: cohortDefinitionSchema.nullable(),
  idCount: z.int().nullable().describe('Ids of a list.'),
  size: z.int().nullable().describe('People when they were last counted.'),
  sizedAt: z.iso.datetime().nullable(),
  refreshedAt: z.iso.datetime().nullable().describe('When its people were last taken down.'),
  delivery: z
    .object({ idCount: z.int(), reach: z.enum(COHORT_REACHES), computedAt: z.iso.datetime() })
    .nullable()
    .describe(
      'Of one that a flag or a running experiment targets: sdks: its ids are in what SDKs download; tooMany, personal: only evaluation by the server knows them.',
    ),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type CohortView = z.infer<typeof cohortSchema>;
export class CohortDto extends createZodDto(cohortSchema) {}
export class CohortPageDto extends createZodDto(pageOf(cohortSchema)) {}

export class CohortIdsAnswerDto extends createZodDto(
  z.object({ given: z.int(), added: z.int(), idCount: z.int(), size: z.int() }),
) {}

export class CohortOverlapDto extends createZodDto(
  z.object({
    ids: z.array(z.int()),
    people: z.array(z.array(z.int())).describe('[i][j]: in both; [i][i]: in the cohort.'),
    shares: z
      .array(z.array(z.number().nullable()))
      .describe('[i][j]: of the people of i, how many are in j; null where nobody is in i.'),
  }),
) {}

const listOfIds = z
  .string()
  .regex(/^\d+(,\d+){0,11}$/, 'must be 1 to 12 ids with commas between')
  .transform((text) => [...new Set(text.split(',').map(Number))]);
export class OverlapQueryDto extends createZodDto(z.strictObject({ ids: listOfIds })) {}

export class CohortPeopleQueryDto extends createZodDto(
  z.strictObject({
    page: z.coerce.number().int().min(1).max(1_000_000).optional().describe('Of JSON, the first.'),
    perPage: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Of JSON 25; a CSV file of which neither is asked for has everybody.'),
    format: z.enum(['json', 'csv']).default('json'),
  }),
) {}

export class CohortPeopleDto extends createZodDto(
  z.object({
    data: z.array(
      z.object({
        personId: z.int(),
        distinctIds: z.array(z.string()).describe('The first 10.'),
        firstSeen: z.iso.datetime().nullable(),
        lastSeen: z.iso.datetime().nullable(),
        properties: z.record(z.string(), z.unknown()),
      }),
    ),
    total: z.int(),
    page: z.int(),
    perPage: z.int(),
  }),
) {}
