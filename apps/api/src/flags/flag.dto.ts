import { environmentSchema, flagDefinitionSchema, rolloutStateSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const { key, type, description, schema, defaultValue, environments, prerequisites, rules } =
  flagDefinitionSchema.shape;

export class NewFlagDto extends createZodDto(
  z.strictObject({
    ...flagDefinitionSchema.shape,
    environments: environments.default({}).describe('Those in which it is on; absent: off everywhere.'),
  }),
) {}
export type NewFlag = z.infer<typeof NewFlagDto.schema>;

/** The key and the type are what code relies on: they never change. A field with a default has none here. */
export class ChangeFlagDto extends createZodDto(
  z.strictObject({
    description: description.unwrap().optional(),
    schema: schema.unwrap().optional(),
    defaultValue: defaultValue.optional(),
    environments: environments.optional().describe('What is absent stays.'),
    prerequisites: prerequisites.unwrap().optional(),
    rules: rules.unwrap().optional(),
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}
export type FlagChanges = z.infer<typeof ChangeFlagDto.schema>;

const instant = z.iso.datetime();
const flagSchema = z.object({
  id: z.int(),
  key,
  type,
  description: z.string(),
  schema: z.record(z.string(), z.unknown()).nullable(),
  defaultValue: z.unknown(),
  environments,
  prerequisites: prerequisites.unwrap(),
  rules: rules.unwrap(),
  evaluatedAt: z
    .record(z.string(), instant)
    .describe(
      'By environment: when we last evaluated it for somebody (OFREP); SDKs that evaluate by themselves do not tell.',
    ),
  rollouts: z
    .array(rolloutStateSchema)
    .describe('Roll-outs that are guarded, and what they were seen to do.'),
  archivedAt: instant.nullable(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
});
export type FlagView = z.infer<typeof flagSchema>;
export class FlagDto extends createZodDto(flagSchema) {}
export class FlagPageDto extends createZodDto(pageOf(flagSchema)) {}

export class TryFlagDto extends createZodDto(
  z.strictObject({
    environment: environmentSchema.default('production'),
    attributes: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('As the SDK would say them: `id`, `country`, …'),
  }),
) {}

export class TriedFlagDto extends createZodDto(
  z.object({
    value: z.unknown(),
    reason: z
      .enum(['off', 'prerequisite', 'default', 'rule', 'experiment'])
      .describe('Off: not delivered in that environment, so that code has its own default.'),
    ruleId: z.string().nullable(),
    experiment: z.string().nullable(),
    variation: z.string().nullable(),
  }),
) {}
export type TriedFlag = z.infer<typeof TriedFlagDto.schema>;
