import { inRange } from '../bucketing/buckets.js';
import { hash } from '../bucketing/hash.js';
import { isFilteredOut } from '../bucketing/namespace.js';
import { fallbackOf } from '../bucketing/sticky-buckets.js';
import { type AssignmentContext, hashValueOf } from '../context.js';
import type { FeatureDefinition, FeatureResult, FeatureRule } from '../definitions.js';
import { evalCondition } from '../targeting/eval-condition.js';
import { experimentOf } from './experiment-of-rule.js';
import { meetsParents } from './parents.js';
import { runWithin } from './run.js';

/**
 * The value that a feature has for somebody: of the first rule that is for them, else its default.
 * Source: GrowthBook, "Build Your Own SDK", Evaluating features.
 */
export function evalFeature(context: AssignmentContext, key: string): FeatureResult {
  return evalWithin(context, key, []);
}

/** `path`: the features that ask for this one. One that is among them waits for itself. */
export function evalWithin(context: AssignmentContext, key: string, path: readonly string[]): FeatureResult {
  if (path.includes(key)) return resultOf(null, 'cyclicPrerequisite');
  if (context.forcedFeatureValues?.has(key))
    return resultOf(context.forcedFeatureValues.get(key), 'override');
  const feature = featureOf(context, key);
  if (!feature) return resultOf(null, 'unknownFeature');
  const within = [...path, key];
  for (const rule of feature.rules ?? []) {
    const result = resultOfRule(context, key, rule, within);
    if (result) return result;
  }
  return resultOf(feature.defaultValue ?? null, 'defaultValue');
}

function featureOf({ features }: AssignmentContext, key: string): FeatureDefinition | undefined {
  return features && Object.hasOwn(features, key) ? features[key] : undefined;
}

/** Null where the rule is not for them. */
function resultOfRule(
  context: AssignmentContext,
  key: string,
  rule: FeatureRule,
  path: readonly string[],
): FeatureResult | null {
  const parents = rule.parentConditions ? meetsParents(rule.parentConditions, context, path) : 'met';
  if (parents === 'cyclic') return resultOf(null, 'cyclicPrerequisite');
  if (parents === 'gateClosed') return resultOf(null, 'prerequisite');
  if (parents === 'unmet' || (rule.filters && isFilteredOut(context, rule.filters))) return null;
  return 'force' in rule ? forcedBy(context, key, rule) : experimentedBy(context, key, rule, path);
}

function forcedBy(context: AssignmentContext, key: string, rule: FeatureRule): FeatureResult | null {
  const { condition } = rule;
  if (condition && !evalCondition(context.attributes ?? {}, condition, context.savedGroups)) return null;
  return isInRollout(context, key, rule) ? resultOf(rule.force, 'force', rule.id) : null;
}

/** Both ends of coverage are in, but for that of none at all. */
function isInRollout(context: AssignmentContext, key: string, rule: FeatureRule): boolean {
  const { range, coverage, seed, hashAttribute, hashVersion } = rule;
  if (!range && coverage === undefined) return true;
  if (!range && coverage === 0) return false;
  const { hashValue } = hashValueOf(context, hashAttribute, fallbackOf(context, rule));
  const bucket = hashValue ? hash(seed || key, hashValue, hashVersion || 1) : null;
  if (bucket === null) return false;
  return range ? inRange(bucket, range) : bucket <= coverage!;
}

function experimentedBy(
  context: AssignmentContext,
  key: string,
  rule: FeatureRule,
  path: readonly string[],
): FeatureResult | null {
  const experiment = experimentOf(context, key, rule);
  if (!experiment) return null;
  const result = runWithin(experiment, context, key, path);
  if (!result.inExperiment || result.passthrough) return null;
  if (!result.hashUsed) delete experiment.contextualBandit;
  const found = resultOf(result.value, 'experiment', rule.id);
  found.experiment = experiment;
  found.experimentResult = result;
  return found;
}

function resultOf(value: unknown, source: FeatureResult['source'], ruleId = ''): FeatureResult {
  return { value, on: Boolean(value), off: !value, source, ruleId };
}
