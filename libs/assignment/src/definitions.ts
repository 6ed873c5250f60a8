/** What SDKs are given: features, rules and experiments in the shape of GrowthBook's published payload. */

/** From (inclusive) and to (exclusive), both 0 to 1. */
export type BucketRange = readonly [from: number, to: number];

/** Name of the space, from (inclusive), to (exclusive). */
export type Namespace = readonly [name: string, from: number, to: number];

/** A targeting condition in the MongoDB-like syntax. */
export type Condition = Readonly<Record<string, unknown>>;

/**
 * People by list or by condition; a bare list is one whose attribute the condition says that asks for it. A set is a list
 * that is large.
 */
export type SavedGroup =
  | readonly unknown[]
  | ReadonlySet<unknown>
  | { type: 'list'; attributeKey?: string; values: readonly unknown[] }
  | { type: 'condition'; condition: Condition };

/** By the name that `$inGroup` and `$savedGroup` give. */
export type SavedGroups = Readonly<Record<string, SavedGroup>>;

export interface VariationMeta {
  key?: string;
  name?: string;
  /** Counted as in the experiment, and given the value of what comes after it. */
  passthrough?: boolean;
}

/** Who is let in: a share of another hash, so that experiments can keep out of each other's way. */
export interface Filter {
  seed: string;
  ranges: readonly BucketRange[];
  /** Default 2. */
  hashVersion?: number;
  /** Default `id`. */
  attribute?: string;
}

/** Another feature whose value is looked at first. */
export interface ParentCondition {
  id: string;
  /** Of `{value}`, the value of that feature. */
  condition: Condition;
  /** Where it does not hold the whole feature is off, not only this rule. */
  gate?: boolean;
}

export interface UrlTarget {
  include: boolean;
  type: 'simple' | 'regex';
  pattern: string;
}

/** How people are divided; experiments and rules of features have it alike. */
export interface Division {
  /** Default `id`. */
  hashAttribute?: string;
  /** Taken where the first is missing, with sticky buckets alone. */
  fallbackAttribute?: string;
  /** Default 1. */
  hashVersion?: number;
  /** Default: the key. */
  seed?: string;
  /** Share of people, 0 to 1. */
  coverage?: number;
  weights?: readonly number[];
  ranges?: readonly BucketRange[];
  meta?: readonly VariationMeta[];
  namespace?: Namespace;
  /** In place of a namespace, where both are there. */
  filters?: readonly Filter[];
  condition?: Condition;
  parentConditions?: readonly ParentCondition[];
  name?: string;
  phase?: string;
  disableStickyBucketing?: boolean;
  /** A higher one gives everybody a new bucket. */
  bucketVersion?: number;
  /** Whoever has a bucket of an older version is left out. */
  minBucketVersion?: number;
}

export interface Experiment<T = unknown> extends Division {
  key: string;
  variations: readonly T[];
  urlPatterns?: readonly UrlTarget[];
  /** Index of the variation that everybody in it gets. */
  force?: number;
  /** Default true. */
  active?: boolean;
  status?: 'draft' | 'running' | 'stopped';
  contextualBandit?: BanditLeaf;
}

export interface ExperimentResult<T = unknown> {
  value: T;
  variationId: number;
  key: string;
  name?: string;
  /** The hash, 0 to 1. */
  bucket?: number;
  passthrough?: boolean;
  inExperiment: boolean;
  /** False where the variation was forced: that is no exposure. */
  hashUsed: boolean;
  hashAttribute: string;
  hashValue: unknown;
  featureId: string | null;
  stickyBucketUsed: boolean;
  leafId?: number;
  variationWeights?: readonly number[];
  banditVersion?: number;
}

/** One rule: it forces a value (`force`), or divides people (`variations`). */
export interface FeatureRule<T = unknown> extends Division {
  id?: string;
  force?: T;
  variations?: readonly T[];
  /** Variations of a contextual bandit, under a name that older SDKs pass over. */
  contextualVariations?: readonly T[];
  contextualBanditRef?: string;
  /** Of the experiment; default: the id of the feature. */
  key?: string;
  /** Of the hash, for a rule that forces. */
  range?: BucketRange;
}

export interface FeatureDefinition<T = unknown> {
  defaultValue?: T;
  rules?: readonly FeatureRule<T>[];
}

export type FeatureResultSource =
  | 'unknownFeature'
  | 'defaultValue'
  | 'force'
  | 'override'
  | 'experiment'
  | 'prerequisite'
  | 'cyclicPrerequisite';

export interface FeatureResult<T = unknown> {
  value: T | null;
  on: boolean;
  off: boolean;
  source: FeatureResultSource;
  ruleId: string;
  experiment?: Experiment<T>;
  experimentResult?: ExperimentResult<T>;
}

/** Which leaf of a contextual bandit's tree a person is in, and the weights there. */
export interface BanditLeaf {
  leafId: number;
  variationWeights: readonly number[];
  banditVersion?: number;
}

export interface ContextualBandit {
  banditVersion?: number;
  contexts: readonly { leafId: number; condition: Condition; weights: readonly number[] }[];
}
