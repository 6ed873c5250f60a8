import { z } from 'zod';
import { keySchema } from '../experiments/experiment.js';
import { rolloutGuardSchema } from './rollout-guard.js';

export const FLAG_TYPES = ['boolean', 'string', 'number', 'json'] as const;
export type FlagType = (typeof FLAG_TYPES)[number];

/** Those that a project has from the start. Client keys belong to one; a project's first key is of production. */
export const ENVIRONMENTS = ['production', 'staging', 'dev'] as const;
export const environmentSchema = keySchema;

const conditionSchema = z.record(z.string(), z.unknown()).default({});
const share = z.number().min(0).max(1);
const instant = z.iso.datetime({ offset: true });

/** Another flag, or experiment by its key, whose value is looked at first: a condition on `{value}`. */
export const prerequisiteSchema = z.strictObject({
  key: keySchema,
  condition: z.record(z.string(), z.unknown()),
});
export type Prerequisite = z.infer<typeof prerequisiteSchema>;

/** What rules of every kind have. */
const ruleBase = {
  /** Names the rule in evaluations and in the history; unique within the flag. */
  id: keySchema,
  description: z.string().max(500).default(''),
  enabled: z.boolean().default(true),
  /** Null: all of them. */
  environments: z.array(environmentSchema).min(1).max(20).nullable().default(null),
  /** From then (inclusive) until then (not); null: open. */
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  condition: conditionSchema,
  /** Saved audiences, any of which a person must be in; empty: all. */
  cohortIds: z.array(z.int()).max(20).default([]),
  prerequisites: z.array(prerequisiteSchema).max(10).default([]),
};

/** Everybody who is targeted gets one value. */
export const forceRuleSchema = z.strictObject({ kind: z.literal('force'), ...ruleBase, value: z.unknown() });

/** A share of them gets it; with steps, a share that grows. */
export const rolloutRuleSchema = z.strictObject({
  kind: z.literal('rollout'),
  ...ruleBase,
  value: z.unknown(),
  hashAttribute: z.string().min(1).max(100).default('id'),
  /** Null: the key of the flag. */
  seed: z.string().min(1).max(200).nullable().default(null),
  coverage: share,
  /** From each time on, that share in place of `coverage`. */
  steps: z
    .array(z.strictObject({ at: instant, coverage: share }))
    .max(50)
    .default([]),
  /** Null: nobody watches what it does. */
  guard: rolloutGuardSchema.nullable().default(null),
});

/** People are divided by an experiment, which says who is in it and how; the flag says what each variation gets. */
export const experimentRuleSchema = z.strictObject({
  kind: z.literal('experiment'),
  ...ruleBase,
  experimentId: z.int(),
  /** By keys of variations. */
  values: z.record(keySchema, z.unknown()),
});

export const flagRuleSchema = z.discriminatedUnion('kind', [
  forceRuleSchema,
  rolloutRuleSchema,
  experimentRuleSchema,
]);
export type FlagRule = z.infer<typeof flagRuleSchema>;
export type RolloutRule = z.infer<typeof rolloutRuleSchema>;
export type ExperimentRule = z.infer<typeof experimentRuleSchema>;

export const flagDefinitionSchema = z.strictObject({
  key: keySchema,
  description: z.string().max(2000).default(''),
  type: z.enum(FLAG_TYPES),
  /** JSON Schema of values, for the type `json`. */
  schema: z.record(z.string(), z.unknown()).nullable().default(null),
  defaultValue: z.unknown(),
  /** Those in which it is delivered; in others it is off, and code has its own default. */
  environments: z.record(environmentSchema, z.boolean()),
  /** While any does not hold, the flag is off. */
  prerequisites: z.array(prerequisiteSchema).max(10).default([]),
  /** The first that is for somebody decides. */
  rules: z.array(flagRuleSchema).max(100).default([]),
});
export type FlagDefinition = z.infer<typeof flagDefinitionSchema>;
