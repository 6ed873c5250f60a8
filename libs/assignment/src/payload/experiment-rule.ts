import type { Assignment, Prerequisite } from '@groundswell/contracts';
import type { FeatureRule, ParentCondition } from '../definitions.js';
import type { AssignedExperiment, PayloadSource } from './source.js';
import { conditionOf, parentsOf, type Targeting } from './targeting.js';

/** What a rule adds to the experiment that it names. */
export interface Around extends Targeting {
  id?: string;
  prerequisites: readonly Prerequisite[];
  /** What a variation gets, by its key. */
  valueOf: (variationKey: string) => unknown;
}

/**
 * The rule that divides people by an experiment, while it runs; or that ships its winner, once that is decided, and
 * also when it is archived. Null for drafts and for what was stopped without shipping anything: nobody is assigned.
 */
export function ruleOfExperiment(
  source: PayloadSource,
  experiment: AssignedExperiment,
  around: Around,
): FeatureRule | null {
  if (experiment.state === 'running') return dividing(source, experiment, around);
  const shipped = experiment.state === 'draft' ? null : experiment.shippedVariation;
  return shipped === null ? null : shipping(source, experiment, around, shipped);
}

/** Without names and descriptions: whoever has a client key reads this, and keys are all that SDKs need. */
function dividing(source: PayloadSource, experiment: AssignedExperiment, around: Around): FeatureRule {
  const { key, variations, assignment } = experiment;
  const { hashAttribute, hashVersion, seed, coverage, layer } = assignment;
  return {
    ...commonOf(source, experiment, around, conditionOf(hashAttribute, around, assignment)),
    key,
    seed: seed ?? key,
    hashAttribute,
    hashVersion,
    coverage,
    weights: variations.map(({ weight }) => weight),
    meta: variations.map((variation) => ({ key: variation.key })),
    variations: variations.map((variation) => around.valueOf(variation.key)),
    ...(layer ? withinLayer(source, layer, hashAttribute) : {}),
  };
}

/** Who was targeted by the test plays no part any more: a verdict is for everybody whom the rule is for. */
function shipping(
  source: PayloadSource,
  experiment: AssignedExperiment,
  around: Around,
  shipped: string,
): FeatureRule {
  const condition = conditionOf(experiment.assignment.hashAttribute, around);
  return { ...commonOf(source, experiment, around, condition), force: around.valueOf(shipped) };
}

function commonOf(
  source: PayloadSource,
  { assignment }: AssignedExperiment,
  { id, prerequisites }: Around,
  condition: FeatureRule['condition'],
): FeatureRule {
  const parents = [...parentsOf(prerequisites), ...notHeldOut(source, assignment.holdoutId)];
  return {
    ...(id === undefined ? {} : { id }),
    ...(condition ? { condition } : {}),
    ...(parents.length > 0 ? { parentConditions: parents } : {}),
  };
}

/** What tests ask a holdout by. A flag that has its key answers what it likes; no key of a flag has a slash. */
export function featureOfHoldout({ flags }: PayloadSource, key: string): string {
  return flags.some((flag) => flag.key === key) ? `holdout/${key}` : key;
}

/** The control of a holdout that runs is in none of its experiments, and gets nothing that they ship. */
function notHeldOut(source: PayloadSource, holdoutId: number | null): ParentCondition[] {
  const holdout = source.experiments.find(({ id }) => id === holdoutId);
  if (holdout?.state !== 'running') return [];
  return [
    { id: featureOfHoldout(source, holdout.key), condition: { value: { $ne: holdout.variations[0]!.key } } },
  ];
}

/**
 * The range of a layer that an experiment has (docs/adr/0041-layers-by-the-second-hash.md). By version 1 of the hash it is a
 * namespace; by version 2 a filter, whose seed is no key of an experiment: these begin with a letter or a digit.
 */
function withinLayer(
  { layers }: PayloadSource,
  { id, range }: NonNullable<Assignment['layer']>,
  attribute: string,
): Pick<FeatureRule, 'namespace' | 'filters'> {
  const layer = layers.get(id);
  if (!layer) throw new Error(`Layer ${id} is not among those of the project.`);
  const { key, hashVersion } = layer;
  if (hashVersion === 1) return { namespace: [key, ...range] };
  return { filters: [{ seed: `__${key}`, ranges: [range], hashVersion, attribute }] };
}
