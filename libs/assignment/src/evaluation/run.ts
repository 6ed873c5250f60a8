import { chooseVariation, getBucketRanges } from '../bucketing/buckets.js';
import { hash } from '../bucketing/hash.js';
import { inNamespace, isFilteredOut } from '../bucketing/namespace.js';
import { fallbackOf, isSticky, keepBucket, stickyBucketOf } from '../bucketing/sticky-buckets.js';
import { type AssignmentContext, hashValueOf, type HashValue } from '../context.js';
import type { Experiment, ExperimentResult } from '../definitions.js';
import { evalCondition } from '../targeting/eval-condition.js';
import { getQueryStringOverride } from '../targeting/query-string-override.js';
import { isURLTargeted } from '../targeting/url-targets.js';
import { meetsParents } from './parents.js';

/** What was found out before the result is written down. */
interface Found {
  /** -1: in no variation. */
  index: number;
  bucket?: number;
  hashUsed?: boolean;
  stickyBucketUsed?: boolean;
}
const OUTSIDE: Found = { index: -1 };

/**
 * Which variation of an experiment somebody gets. In this order, as SDKs have it: the page, what is forced by its URL
 * or by the context, whether it runs, a bucket kept from before, who may be in it, the hash, coverage, what is forced
 * by the experiment, QA. Whoever is not in it gets the first variation.
 * Source: GrowthBook, "Build Your Own SDK", Running experiments.
 */
export function run<T>(experiment: Experiment<T>, context: AssignmentContext): ExperimentResult<T> {
  return runWithin(experiment, context, null, []);
}

/** As part of a feature, and of the features (`path`) that asked for it. */
export function runWithin<T>(
  experiment: Experiment<T>,
  context: AssignmentContext,
  featureId: string | null,
  path: readonly string[],
): ExperimentResult<T> {
  const who = hashValueOf(context, experiment.hashAttribute, fallbackOf(context, experiment));
  const found = forced(experiment, context) ?? divided(experiment, context, who, path);
  const result = resultOf(experiment, found, who, featureId);
  if (!result.hashUsed) return result;
  if (isSticky(context, experiment)) keepBucket(context, experiment, who, result.key);
  context.trackingCallback?.(experiment, result);
  return result;
}

/** What is settled without looking at who asks. */
function forced(experiment: Experiment, context: AssignmentContext): Found | null {
  const { key, variations, urlPatterns } = experiment;
  if (variations.length < 2 || context.enabled === false) return OUTSIDE;
  const url = context.url ?? '';
  if (urlPatterns && !isURLTargeted(url, urlPatterns)) return OUTSIDE;
  const byUrl = getQueryStringOverride(key, url, variations.length);
  if (byUrl !== null) return { index: byUrl };
  const { forcedVariations } = context;
  if (forcedVariations && Object.hasOwn(forcedVariations, key)) return { index: forcedVariations[key]! };
  return experiment.status === 'draft' || experiment.active === false ? OUTSIDE : null;
}

function divided(
  experiment: Experiment,
  context: AssignmentContext,
  who: HashValue,
  path: readonly string[],
): Found {
  if (!who.hashValue) return OUTSIDE;
  const kept = stickyBucketOf(context, experiment);
  const isKept = kept.kind === 'variation';
  if (!isKept && !isTargeted(experiment, context, who, path)) return OUTSIDE;
  const bucket = hash(experiment.seed || experiment.key, who.hashValue, experiment.hashVersion || 1);
  if (bucket === null) return OUTSIDE;
  if (kept.kind === 'blocked') return { index: -1, stickyBucketUsed: true };
  const index = isKept ? kept.index : chooseVariation(bucket, rangesOf(experiment));
  if (index < 0) return OUTSIDE;
  if ('force' in experiment) return { index: experiment.force ?? -1 };
  if (context.qaMode || experiment.status === 'stopped') return OUTSIDE;
  return { index, bucket, hashUsed: true, stickyBucketUsed: isKept };
}

function isTargeted(
  experiment: Experiment,
  context: AssignmentContext,
  { hashValue }: HashValue,
  path: readonly string[],
): boolean {
  const { filters, namespace, condition, parentConditions } = experiment;
  if (filters ? isFilteredOut(context, filters) : namespace && !inNamespace(hashValue, namespace))
    return false;
  if (condition && !evalCondition(context.attributes ?? {}, condition, context.savedGroups)) return false;
  return !parentConditions || meetsParents(parentConditions, context, path) === 'met';
}

const rangesOf = ({ variations, ranges, coverage, weights }: Experiment) =>
  ranges ?? getBucketRanges(variations.length, coverage, weights);

function resultOf<T>(
  experiment: Experiment<T>,
  { index, bucket, hashUsed = false, stickyBucketUsed = false }: Found,
  who: HashValue,
  featureId: string | null,
): ExperimentResult<T> {
  const inExperiment = index >= 0 && index < experiment.variations.length;
  const variationId = inExperiment ? index : 0;
  const meta = experiment.meta?.[variationId];
  const result: ExperimentResult<T> = {
    key: meta?.key || String(variationId),
    featureId,
    inExperiment,
    hashUsed,
    variationId,
    value: experiment.variations[variationId]!,
    hashAttribute: who.hashAttribute,
    hashValue: who.hashValue,
    stickyBucketUsed,
  };
  if (meta?.name) result.name = meta.name;
  if (bucket !== undefined) result.bucket = bucket;
  if (meta?.passthrough) result.passthrough = true;
  if (hashUsed && experiment.contextualBandit) Object.assign(result, experiment.contextualBandit);
  return result;
}
