import type {
  ContextualBandit,
  Experiment,
  ExperimentResult,
  FeatureDefinition,
  SavedGroups,
} from './definitions.js';

/** Which bucket somebody was given, by experiment and version of its buckets: `key__version` to the variation's key. */
export interface StickyAssignments {
  attributeName: string;
  attributeValue: string;
  assignments: Record<string, string>;
}

/** Who asks, and what there is to ask for. */
export interface AssignmentContext {
  attributes?: Readonly<Record<string, unknown>>;
  features?: Readonly<Record<string, FeatureDefinition>>;
  savedGroups?: SavedGroups;
  contextualBandits?: Readonly<Record<string, ContextualBandit>>;
  /** Default true; false: nobody is in any experiment. */
  enabled?: boolean;
  /** Nobody is in an experiment unless forced. */
  qaMode?: boolean;
  /** Of the page, for targeting by it and for forcing a variation by its query. */
  url?: string;
  /** Indexes of variations by the keys of experiments. */
  forcedVariations?: Readonly<Record<string, number>>;
  /** Values that come before all rules. */
  forcedFeatureValues?: ReadonlyMap<string, unknown>;
  /** Buckets kept from before, by `attribute||value`. Given, buckets are sticky, and new ones are added to it. */
  stickyBucketAssignmentDocs?: Record<string, StickyAssignments>;
  /** Is called with buckets that are new; given, buckets are sticky. */
  saveStickyBucketAssignmentDoc?: (assignments: StickyAssignments) => unknown;
  /** Is called for everybody who is divided by an experiment: an exposure. */
  trackingCallback?: (experiment: Experiment, result: ExperimentResult) => void;
}

export interface HashValue {
  hashAttribute: string;
  /** Empty text where there is none. */
  hashValue: unknown;
}

/** The value that somebody is hashed by; the second attribute stands in where the first is missing or empty. */
export function hashValueOf(
  { attributes }: AssignmentContext,
  attribute: string | undefined,
  fallback?: string,
): HashValue {
  const hashAttribute = attribute || 'id';
  const own = valueOf(attributes, hashAttribute);
  if (own || !fallback) return { hashAttribute, hashValue: own };
  const other = valueOf(attributes, fallback);
  return other ? { hashAttribute: fallback, hashValue: other } : { hashAttribute, hashValue: '' };
}

function valueOf(attributes: AssignmentContext['attributes'], name: string): unknown {
  return (attributes && Object.hasOwn(attributes, name) && attributes[name]) || '';
}
