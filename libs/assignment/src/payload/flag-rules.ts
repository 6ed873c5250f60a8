import type { FlagDefinition, FlagRule, RolloutRule } from '@groundswell/contracts';
import type { FeatureDefinition, FeatureRule } from '../definitions.js';
import { ruleOfExperiment } from './experiment-rule.js';
import { guardedRollout } from './guarded-rollout.js';
import type { PayloadSource } from './source.js';
import { conditionOf, parentsOf } from './targeting.js';

/** A flag as it is delivered: what it waits for, then the rules that are on now. */
export function featureOfFlag(source: PayloadSource, flag: FlagDefinition): FeatureDefinition {
  const gates = parentsOf(flag.prerequisites, true);
  const rules = flag.rules
    .filter((rule) => isOn(source, rule))
    .map((rule) => featureRule(source, flag, rule))
    .filter((rule) => rule !== null);
  const all = gates.length > 0 ? [{ parentConditions: gates }, ...rules] : rules;
  return { defaultValue: flag.defaultValue, ...(all.length > 0 ? { rules: all } : {}) };
}

function isOn({ environment, now }: PayloadSource, { enabled, environments, from, to }: FlagRule): boolean {
  const hasBegun = from === null || Date.parse(from) <= now.getTime();
  const hasEnded = to !== null && Date.parse(to) <= now.getTime();
  return enabled && hasBegun && !hasEnded && (environments === null || environments.includes(environment));
}

function featureRule(source: PayloadSource, flag: FlagDefinition, rule: FlagRule): FeatureRule | null {
  switch (rule.kind) {
    case 'force':
      return { ...commonOf('id', rule), force: rule.value };
    case 'rollout':
      return rolledOut(source, flag, rule);
    case 'experiment': {
      const experiment = source.experiments.find(({ id }) => id === rule.experimentId);
      if (!experiment) return null;
      return ruleOfExperiment(source, experiment, { ...rule, valueOf: (key) => rule.values[key] ?? null });
    }
  }
}

/** Hashed by version 2, as new experiments are: in steps of .0001, and apart from other seeds. */
function rolledOut(source: PayloadSource, flag: FlagDefinition, rule: RolloutRule): FeatureRule | null {
  const { value, hashAttribute, seed, guard } = rule;
  const common = commonOf(hashAttribute, rule);
  const coverage = coverageAt(rule, source.now);
  if (guard) {
    const dividing = guardedRollout(source, flag, { ...rule, guard }, coverage);
    return dividing && { ...common, ...dividing };
  }
  return { ...common, force: value, hashAttribute, hashVersion: 2, seed: seed ?? flag.key, coverage };
}

/** The share that is reached by then: of the last step that has come, else where it begins. */
export function coverageAt({ coverage, steps }: Pick<RolloutRule, 'coverage' | 'steps'>, now: Date): number {
  const come = steps.filter(({ at }) => Date.parse(at) <= now.getTime());
  const last = come.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1);
  return last ? last.coverage : coverage;
}

function commonOf(hashAttribute: string, rule: FlagRule): FeatureRule {
  const condition = conditionOf(hashAttribute, rule);
  const parents = parentsOf(rule.prerequisites);
  return {
    id: rule.id,
    ...(condition ? { condition } : {}),
    ...(parents.length > 0 ? { parentConditions: parents } : {}),
  };
}
