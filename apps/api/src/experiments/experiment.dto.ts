import {
  CHECKS,
  EXPERIMENT_KINDS,
  EXPERIMENT_STATES,
  EXPERIMENT_TEMPLATES,
  VERDICTS,
  analysisSettingsSchema,
  assignmentSchema,
  experimentMetricSchema,
  keySchema,
  layerHashVersionSchema,
  PLAN_PROBLEMS,
  planQuestionSchema,
  variationSchema,
  weightChangeSchema,
} from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const version = z
  .int()
  .min(1)
  .optional()
  .describe('The version that was read; 409 when it is not the latest.');
const fields = {
  name: z.string().trim().min(1).max(200),
  kind: z.enum(EXPERIMENT_KINDS),
  template: z.enum(EXPERIMENT_TEMPLATES),
  hypothesis: z.string().trim().max(2000),
  variations: z.array(variationSchema).min(2).max(10).describe('The first is the control.'),
  metrics: z.array(experimentMetricSchema).max(30),
  learned: z.string().trim().max(5000).describe('For whoever thinks of the same again.'),
};
const CONTROL_AND_TREATMENT = [
  { key: 'control', name: 'Control', weight: 0.5 },
  { key: 'treatment', name: 'Treatment', weight: 0.5 },
];

export const newExperimentSchema = z.strictObject({
  key: keySchema.optional().describe('What SDKs call it; made of the name where absent.'),
  name: fields.name,
  kind: fields.kind.default('test'),
  template: fields.template.default('blank'),
  hypothesis: fields.hypothesis.default(''),
  variations: fields.variations.default(CONTROL_AND_TREATMENT),
  assignment: assignmentSchema.default(assignmentSchema.parse({})),
  metrics: fields.metrics.default([]),
  settings: analysisSettingsSchema.default(analysisSettingsSchema.parse({})),
});
export class NewExperimentDto extends createZodDto(newExperimentSchema) {}
export type NewExperiment = z.infer<typeof newExperimentSchema>;

export class ChangeExperimentDto extends createZodDto(
  z.strictObject({
    ...z.object({ key: keySchema, ...fields }).partial().shape,
    assignment: someOf(assignmentSchema).optional().describe('What is absent stays.'),
    settings: someOf(analysisSettingsSchema).optional().describe('What is absent stays.'),
    version,
  }),
) {}
export type ExperimentChanges = Omit<z.infer<typeof ChangeExperimentDto.schema>, 'version'>;

/** Every field optional, and absent where it is: a default would undo what was set before. */
function someOf<T extends z.ZodRawShape>(schema: z.ZodObject<T, z.core.$strict>) {
  const bare = Object.entries(schema.shape).map(([name, field]) => [
    name,
    (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : (field as z.ZodType)).optional(),
  ]);
  return z.strictObject(Object.fromEntries(bare) as z.ZodRawShape) as unknown as z.ZodType<
    Partial<z.infer<typeof schema>>
  >;
}

export class DecideDto extends createZodDto(
  z.strictObject({
    verdict: z.enum(VERDICTS),
    variation: keySchema
      .optional()
      .describe(
        'With `ship`: whose key everybody gets from now on; needed where there are several treatments.',
      ),
    reason: z.string().trim().min(1).max(5000),
    learned: fields.learned.optional(),
  }),
) {}
export type Decision = z.infer<typeof DecideDto.schema>;

const instant = z.iso.datetime().nullable();
const experimentSchema = z.object({
  id: z.int(),
  key: z.string(),
  ...fields,
  state: z.enum(EXPERIMENT_STATES),
  assignment: assignmentSchema,
  settings: analysisSettingsSchema,
  planned: z
    .object({
      people: z.number().nullable(),
      days: z.number().nullable(),
      peoplePerDay: z.number().nullable(),
    })
    .nullable()
    .describe('As it was planned on the day of the start.'),
  startedAt: instant,
  stoppedAt: instant,
  archivedAt: instant,
  verdict: z.enum(VERDICTS).nullable(),
  shippedVariation: z.string().nullable().describe('What everybody gets from the verdict on.'),
  verdictReason: z.string(),
  weightChanges: z
    .array(weightChangeSchema)
    .describe('Of a bandit whose weights were moved: since when they were which, those of the start first.'),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export class ExperimentDto extends createZodDto(experimentSchema) {}
export class ExperimentPageDto extends createZodDto(pageOf(experimentSchema)) {}

export class ChecklistDto extends createZodDto(
  z.object({
    canStart: z.boolean().describe('False while an item blocks.'),
    checks: z.array(
      z.object({
        check: z.enum(CHECKS),
        outcome: z.enum(['passed', 'warning', 'blocking']),
        detail: z.string(),
        code: z.string().describe('Which sentence `detail` is.'),
        values: z.record(z.string(), z.union([z.string(), z.number()])).describe('What it holds.'),
      }),
    ),
  }),
) {}

export class ExperimentHistoryDto extends createZodDto(
  pageOf(
    z.object({
      id: z.string(),
      action: z.string(),
      email: z.string().nullable().describe('Null: the product itself, or an account that is gone.'),
      detail: z.record(z.string(), z.unknown()),
      afterStart: z.boolean().describe('What is read in the results was not so all along.'),
      createdAt: z.iso.datetime(),
    }),
  ),
) {}

export class PlanQuestionDto extends createZodDto(planQuestionSchema) {}
const number = z.number().nullable();
export class PlanDto extends createZodDto(
  z.object({
    history: z
      .object({ from: z.iso.date(), to: z.iso.date() })
      .nullable()
      .describe('Days that stand for those to come.'),
    peoplePerDay: number.describe('Who would be in the test, on average.'),
    notCounted: z.array(z.string()).describe('Attributes of the condition that history does not know.'),
    baseline: z.object({ n: number, mean: z.number(), variance: z.number() }).nullable(),
    people: number.describe('Needed in all variations together.'),
    days: number.describe('Until so many were in it; null where that is more than two years.'),
    weeks: z
      .array(z.object({ week: z.int(), people: z.number(), minimumEffect: number }))
      .describe('The smallest relative lift that is seen after so many weeks.'),
    problem: z.string().nullable().describe('Why there is no figure.'),
    problemCode: z.enum(PLAN_PROBLEMS).nullable().describe('Which sentence that is.'),
  }),
) {}

const layer = { name: z.string().trim().min(1).max(100) };
export class NewLayerDto extends createZodDto(
  z.strictObject({ key: keySchema.optional().describe('It is hashed, so it never changes.'), ...layer }),
) {}
export class ChangeLayerDto extends createZodDto(z.strictObject({ name: layer.name.optional(), version })) {}
const layerSchema = z.object({
  id: z.int(),
  key: z.string(),
  ...layer,
  hashVersion: layerHashVersionSchema.describe(
    'Of the hash that divides it: 2, or 1 while an experiment of before runs in it, so that nobody moves.',
  ),
  taken: z
    .array(z.object({ experimentId: z.int(), name: z.string(), range: z.tuple([z.number(), z.number()]) }))
    .describe('Ranges of experiments that are drafts or run, in order.'),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export class LayerDto extends createZodDto(layerSchema) {}
export class LayerPageDto extends createZodDto(pageOf(layerSchema)) {}
