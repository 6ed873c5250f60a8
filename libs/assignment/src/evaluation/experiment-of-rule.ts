import { getEqualWeights } from '../bucketing/buckets.js';
import type { AssignmentContext } from '../context.js';
import type { Division, Experiment, FeatureRule } from '../definitions.js';
import { evalCondition } from '../targeting/eval-condition.js';

/** What a rule says of its experiment, unless it is empty; prerequisites are asked by the rule itself. */
const TAKEN = [
  ...(['weights', 'hashAttribute', 'fallbackAttribute', 'disableStickyBucketing', 'namespace'] as const),
  ...(['meta', 'ranges', 'name', 'phase', 'seed', 'hashVersion', 'filters', 'condition'] as const),
] satisfies (keyof Division)[];
/** These say something by being 0, too. */
const TAKEN_EMPTY = ['coverage', 'bucketVersion', 'minBucketVersion'] satisfies (keyof Division)[];

/** Leaf of somebody whom no leaf of a contextual bandit's tree is for. */
const NO_LEAF = -1;

/** The experiment that a rule runs; null where it has no variations. */
export function experimentOf(
  context: AssignmentContext,
  feature: string,
  rule: FeatureRule,
): Experiment | null {
  const variations = rule.contextualVariations ?? rule.variations;
  if (!variations) return null;
  const experiment: Experiment = { key: rule.key || feature, variations };
  // Field by field: this is done for every person and every rule.
  const taken = experiment as unknown as Record<string, unknown>;
  for (const field of TAKEN) if (rule[field]) taken[field] = rule[field];
  for (const field of TAKEN_EMPTY) if (rule[field] !== undefined) taken[field] = rule[field];
  if (rule.contextualBanditRef) takeLeaf(context, rule.contextualBanditRef, experiment);
  return experiment;
}

/** A contextual bandit has weights of its own for each kind of person that it tells apart. */
function takeLeaf(context: AssignmentContext, name: string, experiment: Experiment): void {
  const { contextualBandits = {}, attributes = {}, savedGroups } = context;
  const bandit = Object.hasOwn(contextualBandits, name) ? contextualBandits[name] : undefined;
  if (!bandit) return;
  const { banditVersion, contexts = [] } = bandit;
  const leaf = contexts.find(({ condition }) => evalCondition(attributes, condition ?? {}, savedGroups));
  if (leaf) experiment.weights = leaf.weights;
  experiment.contextualBandit = {
    leafId: leaf?.leafId ?? NO_LEAF,
    variationWeights: experiment.weights ?? getEqualWeights(experiment.variations.length),
    ...(banditVersion === undefined ? {} : { banditVersion }),
  };
}
