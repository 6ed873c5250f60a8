import type { FlagDefinition, FlagRule } from '@groundswell/contracts';
import type { FeatureDefinition } from '../definitions.js';
import { featureOfHoldout, ruleOfExperiment } from './experiment-rule.js';
import { featureOfFlag } from './flag-rules.js';
import type { AssignedExperiment, PayloadSource } from './source.js';

export interface ComposedPayload {
  features: Record<string, FeatureDefinition>;
  /** Keys of flags that there are, and that are off in this environment. */
  disabled: string[];
  /** When a schedule or a step last changed it; null where none did. */
  lastChange: Date | null;
  /** When a schedule or a step changes it next; null where none does. */
  nextChange: Date | null;
}

/**
 * What SDKs are given: flags of an environment, and experiments by their own keys, whose values are the keys of
 * variations, so that a test needs no flag. Where a flag has the key of an experiment, the flag is meant, save by those
 * that keep to it as their holdout.
 */
export function composePayload(source: PayloadSource): ComposedPayload {
  const isDelivered = ({ environments }: FlagDefinition) =>
    Object.hasOwn(environments, source.environment) && environments[source.environment] === true;
  const delivered = source.flags.filter(isDelivered);
  const features = [
    ...source.experiments.flatMap((experiment) => featureOfExperiment(source, experiment)),
    ...delivered.map((flag) => [flag.key, featureOfFlag(source, flag)] as const),
  ];
  const disabled = source.flags.filter((flag) => !isDelivered(flag)).map(({ key }) => key);
  const off = new Set(disabled);
  return {
    features: Object.fromEntries(features.filter(([key]) => !off.has(key))),
    disabled,
    ...changesAround(source.now, delivered),
  };
}

/** Whoever is not in it gets the control; of a holdout, what everybody gets who is not held out. */
function featureOfExperiment(
  source: PayloadSource,
  experiment: AssignedExperiment,
): (readonly [string, FeatureDefinition])[] {
  const around = { condition: {}, cohortIds: [], prerequisites: [], valueOf: (key: string) => key };
  const rule = ruleOfExperiment(source, experiment, around);
  if (!rule) return [];
  const isHoldout = experiment.kind === 'holdout';
  const outside = experiment.variations[isHoldout ? 1 : 0]!.key;
  const feature = { defaultValue: outside, rules: [rule] };
  return [[isHoldout ? featureOfHoldout(source, experiment.key) : experiment.key, feature]];
}

function changesAround(
  now: Date,
  flags: readonly FlagDefinition[],
): Pick<ComposedPayload, 'lastChange' | 'nextChange'> {
  const rules = flags.flatMap((flag) => flag.rules.filter(({ enabled }) => enabled));
  const times = rules.flatMap(timesOf).map((time) => Date.parse(time));
  const come = times.filter((time) => time <= now.getTime());
  const coming = times.filter((time) => time > now.getTime());
  return {
    lastChange: come.length > 0 ? new Date(Math.max(...come)) : null,
    nextChange: coming.length > 0 ? new Date(Math.min(...coming)) : null,
  };
}

function timesOf(rule: FlagRule): string[] {
  const steps = rule.kind === 'rollout' ? rule.steps.map(({ at }) => at) : [];
  return [rule.from, rule.to, ...steps].filter((time) => time !== null);
}
