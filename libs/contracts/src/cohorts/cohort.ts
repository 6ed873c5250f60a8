import { z } from 'zod';
import { eventNameSchema, filterSchema, localDate } from '../queries/query-common.js';

/** What filters call a property of the person, not of the event. */
export const PERSON_PREFIX = 'person.';
/** What filters call membership of saved audiences; the value is an id or a name. */
export const COHORT_PROPERTY = 'cohort';
/** A breakdown by cohorts: `cohort.ID`, or several with commas, of which somebody is under the first that holds them. */
export const COHORT_PREFIX = 'cohort.';

export const isAboutPeople = ({ property }: { property: string }): boolean =>
  property.startsWith(PERSON_PREFIX) || property === COHORT_PROPERTY;

/** What is known of the person: `person.NAME` with the operators of every filter. */
const propertyRule = z.strictObject({
  type: z.literal('property'),
  ...filterSchema.shape,
  property: z
    .string()
    .max(300)
    .refine((name) => name.startsWith(PERSON_PREFIX) && name.length > PERSON_PREFIX.length, {
      message: 'must be person.NAME',
    }),
});

const ofEvents = filterSchema.refine((filter) => !isAboutPeople(filter), {
  path: ['property'],
  message: 'must be an event column or properties.NAME; what is known of people is a rule of its own',
});

/** Who did something so many times within some days: the last ones up to today, or those of a range; else ever. */
const behaviourRule = z
  .strictObject({
    type: z.literal('behaviour'),
    /** False: everybody of whom it is not true. */
    did: z.boolean().default(true),
    /** One event name; absent: the active events. */
    event: eventNameSchema.optional(),
    filters: z.array(ofEvents).max(20).optional(),
    atLeast: z.int().min(1).max(1_000_000).default(1),
    atMost: z.int().min(1).max(1_000_000).optional(),
    /** Local days that end with today. */
    lastDays: z.int().min(1).max(3_700).optional(),
    from: localDate.optional(),
    to: localDate.optional(),
  })
  .superRefine(({ atLeast, atMost, lastDays, from, to }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (atMost !== undefined && atMost < atLeast) refuse('atMost', `must be at least ${atLeast}`);
    if (lastDays !== undefined && (from ?? to) !== undefined) refuse('lastDays', 'goes without from and to');
    if (from !== undefined && to !== undefined && from > to) refuse('from', 'must not be after to');
  });

export const cohortRuleSchema = z.discriminatedUnion('type', [propertyRule, behaviourRule]);
export type CohortRule = z.infer<typeof cohortRuleSchema>;
export type BehaviourRule = Extract<CohortRule, { type: 'behaviour' }>;

/** Which people: those for whom all the rules hold, or any of them. */
export const cohortDefinitionSchema = z.strictObject({
  match: z.enum(['all', 'any']).default('all'),
  rules: z.array(cohortRuleSchema).min(1).max(20),
});
export type CohortDefinition = z.infer<typeof cohortDefinitionSchema>;

/** `live`: whoever it is true of when a question is asked; `static`: whoever it was true of when it was last refreshed. */
export const COHORT_MODES = ['live', 'static'] as const;
export type CohortMode = (typeof COHORT_MODES)[number];
/** `rules`: those of whom something is true; `list`: those who are behind the ids of a list. */
export const COHORT_KINDS = ['rules', 'list'] as const;
export type CohortKind = (typeof COHORT_KINDS)[number];

/**
 * How far the ids of a targeted cohort go: into what SDKs are given; or, being too many, or personal by themselves (mail
 * addresses), nowhere, so that only evaluation by the server knows them.
 */
export const COHORT_REACHES = ['sdks', 'tooMany', 'personal'] as const;
export type CohortReach = (typeof COHORT_REACHES)[number];
/** With more ids than that, a cohort is not in what SDKs download. */
export const MOST_COHORT_IDS_OF_SDKS = 2_000;

export interface CohortDelivery {
  /** Ids that its people are known under. */
  idCount: number;
  reach: CohortReach;
  computedAt: string;
}

export interface Cohort {
  id: number;
  name: string;
  description: string;
  kind: CohortKind;
  mode: CohortMode;
  /** Null of a list. */
  definition: CohortDefinition | null;
  /** Ids of a list; null otherwise. */
  idCount: number | null;
  /** People, when it was last counted. */
  size: number | null;
  sizedAt: string | null;
  /** When its people were last taken down; null of a live one by rules. */
  refreshedAt: string | null;
  /** Null while no flag and no running experiment targets it. */
  delivery: CohortDelivery | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** People in each of several cohorts and in each two of them: `people[i][j]`, with the size of each at `[i][i]`. */
export interface CohortOverlap {
  ids: number[];
  people: number[][];
  /** `people[i][j]` of the size of i; null where nobody is in i. */
  shares: (number | null)[][];
}
